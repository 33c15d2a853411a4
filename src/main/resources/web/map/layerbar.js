// Which layer of the image is looked at, and which lies underneath: a row of chips, a list, an opacity.

import { element } from '../dom.js';

const kindOf = (layer) => (layer?.encoding === 'float32' ? 'numbers' : 'codes');

export class LayerBar {
  #bases = { codes: null, numbers: '' }; // the layer underneath, by kind of the upper one; null: the first band

  /** @param chosen is called after another layer was chosen, faded with the part of the upper layer that is seen, 0 to 1 */
  constructor({ chips, under, opacity }, { chosen, faded }) {
    this.chips = chips;
    this.under = under;
    this.opacity = opacity;
    this.chosen = chosen;
    this.image = null;
    this.layer = 'class'; // of the image's layers, which is looked at; '' where it has none
    this.base = ''; // and which lies underneath; '': none
    chips.addEventListener('keydown', (event) => this.#key(event));
    under.addEventListener('change', () => {
      this.#bases[kindOf(this.#about())] = under.value;
      this.#draw();
      this.chosen();
    });
    opacity.addEventListener('input', () => faded(opacity.value / 100));
    faded(opacity.value / 100);
  }

  /** Turns to an image, and to the layer wanted where it has that one. */
  show(image, wanted) {
    this.image = image;
    const ids = image.layers.map((layer) => layer.id);
    this.layer = [wanted, this.layer, 'class', ids.find((id) => id.startsWith('band:')), ids[0]]
      .find((candidate) => ids.includes(candidate)) ?? '';
    this.#draw();
  }

  choose(id) {
    this.layer = id;
    this.#draw();
    this.chosen();
  }

  /** Chooses a layer by its place in the row, from 0, where there is one. */
  chooseAt(place) {
    const layer = this.image?.layers[place];
    if (layer) this.choose(layer.id);
  }

  #about() {
    return this.image?.layers.find((layer) => layer.id === this.layer);
  }

  #draw() {
    const { layers } = this.image;
    const ids = layers.map((layer) => layer.id);
    const wanted = this.#bases[kindOf(this.#about())] ?? ids.find((id) => id.startsWith('band:')) ?? '';
    this.base = ids.includes(wanted) && wanted !== this.layer ? wanted : '';
    this.chips.replaceChildren(...layers.map((layer, place) => this.#chip(layer, place)));
    this.under.replaceChildren(new Option('nothing', ''),
      ...layers.filter((layer) => kindOf(layer) === 'numbers').map((layer) => new Option(layer.title, layer.id)));
    this.under.value = this.base;
    this.opacity.disabled = !this.base;
  }

  #chip(layer, place) {
    const chip = element('button', 'chip', layer.title);
    chip.type = 'button';
    chip.setAttribute('role', 'radio');
    chip.setAttribute('aria-checked', String(layer.id === this.layer));
    chip.tabIndex = layer.id === this.layer ? 0 : -1;
    chip.dataset.layer = layer.id;
    chip.title = `${layer.title}${layer.unit ? `, ${layer.unit}` : ''}${place < 9 ? ` (key ${place + 1})` : ''}`;
    chip.addEventListener('click', () => this.choose(layer.id));
    return chip;
  }

  #key(event) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const ids = this.image.layers.map((layer) => layer.id);
    this.choose(ids[(ids.indexOf(this.layer) + step + ids.length) % ids.length]);
    this.chips.querySelector('[aria-checked=true]').focus();
    event.preventDefault();
  }
}
