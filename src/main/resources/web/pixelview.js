// The pixel that was clicked: marked on the map and in the latent space, shown as a spectrum, in words and by method.

import { readPixel } from './api.js';
import { byId } from './dom.js';
import { Inspector } from './inspector.js';
import { MethodsPanel } from './methods.js';
import { SpectrumPanel } from './spectrumpanel.js';
import { Tabs } from './tabs.js';

export class PixelView {
  #answer = null;
  #request = null;

  /**
   * @param map and latent mark the pixel; model is the image's
   * @param bandsOf gives what was read from bands for a result
   * @param chosen is called when a pixel was chosen, shown when its answer is on the page, openContext with a context's number
   */
  constructor({ map, latent, model, bandsOf, chosen, shown, openContext }) {
    Object.assign(this, { map, latent, model, bandsOf, chosen, shown });
    this.at = null; // { x, y }; null: none is open
    this.image = null;
    this.spectrum = new SpectrumPanel();
    this.methods = new MethodsPanel(byId('methods'));
    this.inspector = new Inspector(byId('pixel'), byId('pixel-title'), openContext);
    new Tabs(byId('views'), (panel) => {
      document.querySelector('.room').classList.toggle('comparing', panel === 'methods');
      if (this.methods.answer !== this.#answer) this.compare();
    });
  }

  /** Turns to an image, with no pixel open. */
  open(image) {
    this.image = image;
    this.close();
  }

  close() {
    this.#answer = null;
    this.#request?.abort();
    this.#mark(null);
    this.spectrum.hint();
    this.methods.hint('Click a pixel to compare what the methods say about it.');
    this.inspector.hint('Class, votes, bands and provenance of the clicked pixel stand here.');
  }

  /** Shows by method what explains the pixel, where that panel is open. */
  compare() {
    if (this.#answer && !byId('methods').hidden) this.methods.show(this.#answer, this.model.cards, this.model.explained);
  }

  async choose(at) {
    const { id } = this.image;
    this.#mark(at);
    this.chosen();
    this.#request?.abort();
    this.#request = new AbortController();
    try {
      const found = await readPixel(id, at.x, at.y, this.#request.signal);
      if (id === this.image.id) this.#show(found);
    } catch (error) {
      if (error.name === 'AbortError' || id !== this.image.id) return;
      this.close();
      this.#mark(at);
      this.inspector.fail(at, error.message);
      this.spectrum.hint(error.message);
    }
  }

  #mark(at) {
    this.at = at;
    this.map.select(at);
    this.latent.mark = at;
    this.latent.draw();
  }

  #show(found) {
    this.#answer = found;
    this.inspector.show(found, this.image);
    this.shown();
    this.compare();
    this.spectrum.show(found, this.image, this.bandsOf(found.result));
  }
}
