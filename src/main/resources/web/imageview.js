// The image that is looked at: its layers on the map, its latent space, its contexts, its pixels.

import { csv } from './api.js';
import { ContextCards } from './contextcards.js';
import { byId, notice, savePicture } from './dom.js';
import { ExportMenu } from './exportmenu.js';
import { showCaption } from './imagecaption.js';
import { ImageModel } from './imagemodel.js';
import { Legend } from './legend.js';
import { LayerBar } from './map/layerbar.js';
import { LayerStore } from './map/layerstore.js';
import { MapCanvas } from './map/mapcanvas.js';
import { mapPicture } from './map/mappicture.js';
import { readout } from './map/readout.js';
import { SpectrumTable } from './map/spectrumtable.js';
import { PixelView } from './pixelview.js';
import { LatentPlot } from './plot/latentplot.js';
import { Selection } from './selection.js';
import { Tabs } from './tabs.js';

const LATENT = ['latent-1', 'latent-2', 'class', 'context'];

export class ImageView {
  /** @param bandsOf gives what was read from bands for a result; moved is called when another layer or pixel is looked at */
  constructor({ bandsOf, moved }) {
    this.moved = moved;
    this.image = null;
    const choose = (at) => this.pixel.choose(at);
    const selected = (mask) => this.choosePixels(mask);
    this.layers = new LayerStore({ read: (id) => this.#layerRead(id), failed: (id, message) => { if (id === this.bar.layer) notice(message); } });
    this.table = new SpectrumTable(byId('table'), byId('table-toggle'), {
      layer: (id) => this.layers.get(id), want: (ids) => this.layers.want([...this.layers.wanted, ...ids]), choose,
    });
    this.map = new MapCanvas(byId('map'), { hover: (at) => this.#showReadout(at), choose, selected });
    this.bar = new LayerBar({ chips: byId('layers'), under: byId('base'), opacity: byId('opacity') }, {
      chosen: () => this.#showLayers(),
      faded: (part) => {
        this.map.opacity = part;
        this.map.draw();
      },
    });
    this.latent = new LatentPlot(byId('latent'), { selected, choose });
    this.selection = new Selection(this.map, this.latent, byId('selection'));
    this.legend = new Legend(byId('legend'), () => {
      this.#showLegend();
      this.map.draw();
    });
    this.contexts = new ContextCards(byId('legend'), byId('card'), { opened: (id) => this.#contextOpened(id) });
    this.details = new Tabs(byId('details'), (panel) => {
      if (panel === 'card' && this.contexts.open === null) {
        byId('card').textContent = 'Choose a context in the legend of the layer “Context”, or the one of a clicked pixel.';
      }
    });
    this.model = new ImageModel({ contextsRead: () => this.#contextsRead(), methodsRead: () => this.pixel.compare(), failed: notice });
    this.pixel = new PixelView({
      map: this.map, latent: this.latent, model: this.model, bandsOf, chosen: moved,
      shown: () => this.details.show('pixel'),
      openContext: (id) => { if (this.model.cards) this.contexts.choose(id); },
    });
    this.exports = new ExportMenu(byId('export'));
  }

  /** Looks at an image, in the layer and at the pixel wanted, where given. */
  open(image, layer, pixel) {
    const another = image.id !== this.image?.id;
    this.image = image;
    if (another) {
      this.layers.open(image);
      this.#select(null);
      this.pixel.open(image);
      this.#openModel();
    }
    this.pixel.image = image;
    notice('');
    this.#showImage();
    this.bar.show(image, layer);
    this.#showLayers();
    if (pixel) this.pixel.choose(pixel);
  }

  /** Looks at no image; what stands on the page stays until another is opened. */
  leave() {
    this.image = null;
  }

  /** Reads all layers of the image again. */
  reopen(image) {
    this.layers.open(image);
    this.open(image, this.bar.layer);
  }

  /** The image that is looked at has changed. */
  changed(image) {
    const before = this.image;
    const anew = before.firstResultMs !== image.firstResultMs; // another scan has the id from now on
    const grown = before.width !== image.width || before.height !== image.height; // more tiles than were known
    this.image = image;
    this.layers.image = image;
    this.pixel.image = image;
    this.bar.image = image;
    if (anew || grown) {
      this.layers.open(image);
      this.#select(null);
    }
    if (anew) this.pixel.close();
    if (anew || grown || before.layers.length !== image.layers.length) this.open(image, this.bar.layer);
    else this.#showImage();
    if (before.model?.digest !== image.model?.digest) this.#openModel();
  }

  /** Selects pixels that were drawn around; null: none. */
  choosePixels(mask) {
    if (this.model.cards && this.contexts.open !== null) this.contexts.choose(null);
    this.#select(mask);
  }

  /** Saves the map as a picture. */
  savePicture() {
    const layer = this.layers.get(this.bar.layer);
    if (layer) savePicture(mapPicture(this.image, layer, this.model.cards), `${this.image.id}-${layer.id.replace(':', '-')}`);
  }

  #showImage() {
    this.map.show(this.image);
    this.table.show(this.image);
    showCaption(this.image);
  }

  #showLayers() {
    const { layer, base } = this.bar;
    const hasLatent = this.image.layers.some((one) => one.id === 'latent-1');
    byId('latent-panel').hidden = !hasLatent;
    byId('lasso').hidden = !hasLatent;
    this.layers.want([layer, base, ...(hasLatent ? LATENT : []), ...this.table.wanted()].filter(Boolean));
    this.map.layers(this.layers.get(layer), this.layers.get(base));
    byId('layer-csv').href = csv.layer(this.image.id, layer);
    this.exports.show(this.image.id);
    this.#showLegend();
    this.#showLatent();
    this.moved();
  }

  #showLegend() {
    const layer = this.layers.get(this.bar.layer);
    if (layer?.id === 'context' && this.model.cards) this.contexts.showStrip(layer);
    else this.legend.show(this.image, layer);
  }

  #showLatent() {
    this.latent.byContext = this.bar.layer === 'context';
    this.latent.show(...LATENT.map((id) => this.layers.get(id)));
  }

  #showReadout(at) {
    const seen = [this.bar.layer, this.bar.base].map((id) => this.layers.get(id)).filter(Boolean);
    byId('readout').textContent = at && this.image ? readout(this.image, seen, at, this.model.cards) : '';
  }

  #layerRead(id) {
    this.table.refresh(id);
    if (id === this.bar.layer || id === this.bar.base) {
      this.map.draw();
      if (this.map.cursor) this.#showReadout(this.map.cursor);
    }
    if (id === this.bar.layer) this.#showLegend();
    if (LATENT.includes(id)) this.#showLatent();
    if (id === 'context' && this.contexts.open !== null) this.#selectContext(this.contexts.open);
  }

  #openModel() {
    this.model.open(this.image);
    this.contexts.load(null, this.image);
    this.latent.training = null;
    byId('latent-simulated').hidden = true;
    byId('tab-card').hidden = true;
  }

  #contextsRead() {
    const { cards } = this.model;
    this.contexts.load(cards, { ...this.image, raman: cards.quantity === 'raman-intensity' });
    this.latent.training = cards.latent;
    byId('latent-simulated').hidden = !cards.simulated;
    byId('tab-card').hidden = false;
    this.#showLegend();
    this.#showLatent();
    this.pixel.compare();
  }

  /** A context's card was opened, so its pixels are selected; or it was closed. */
  #contextOpened(id) {
    this.details.show(id === null ? 'pixel' : 'card');
    this.#selectContext(id);
  }

  #selectContext(id) {
    const layer = this.layers.get('context');
    this.#select(id === null || !layer ? null : Uint8Array.from(layer.values, (value) => Number(value === id)));
  }

  #select(mask) {
    this.selection.set(mask, this.image, this.layers.get('class'));
  }
}
