// The legend under the map: classes or flags with their pixels, or a colour bar with its range.

import { swatch } from './dom.js';
import { PALETTES, paletteOf } from './palettes.js';

const number = new Intl.NumberFormat('en');

/** A number as people read it on an axis: four digits, no noise. */
export function short(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  const text = size !== 0 && (size >= 1e5 || size < 1e-3) ? value.toExponential(2) : String(Number(value.toPrecision(4)));
  return text.replaceAll('-', '−');
}

export const flagTitle = (name) => name.toLowerCase().replaceAll('_', ' ');

export class Legend {
  /** @param changed is called when the user hides a class or changes the range */
  constructor(root, changed) {
    this.root = root;
    this.changed = changed;
  }

  show(image, layer) {
    if (!image || !layer) {
      this.root.replaceChildren();
    } else if (layer.codes) {
      this.#entries(layer);
    } else {
      this.#bar(layer);
    }
  }

  /** Of named codes all, of flags and numbered ones those that occur, "not judged" and "none" where they occur. */
  #entries(layer) {
    const counts = layer.counts();
    let total = 0;
    for (const value of layer.values) if (layer.seen(value)) total++;
    const all = layer.names && !layer.flags ? [...layer.names.keys()] : [...counts.keys()].filter((key) => key >= 0).sort((a, b) => a - b);
    const named = counts.get(layer.notJudged) ? [...all, layer.notJudged] : all;
    const keys = counts.get(-1) ? [...named, -1] : named;
    this.root.replaceChildren(...keys.map((key) => {
      const title = layer.nameOf(key);
      const count = counts.get(key) ?? 0;
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'entry';
      button.dataset.key = key;
      const code = layer.flags ? layer.codeOf(key) : key;
      button.setAttribute('aria-pressed', String(!layer.hidden.has(code)));
      button.title = `Show or hide ${title}`;
      const about = document.createElement('small');
      about.textContent = `${number.format(count)} · ${total ? ((100 * count) / total).toFixed(count && count < total / 100 ? 1 : 0) : '0'} %`;
      button.append(swatch(layer.colourOf(layer.codeOf(key))), title, about);
      button.addEventListener('click', () => {
        if (!layer.hidden.delete(code)) layer.hidden.add(code);
        layer.dirty = true;
        this.changed();
      });
      return button;
    }));
  }

  #bar(layer) {
    const range = layer.range();
    const canvas = document.createElement('canvas');
    canvas.width = 520;
    canvas.height = 60;
    const context = canvas.getContext('2d');
    const table = PALETTES[paletteOf(layer.id)];
    const bins = layer.histogram(130);
    const most = Math.max(1, ...bins);
    for (let i = 0; i < 520; i++) {
      const step = 3 * Math.floor((i / 519) * 255);
      context.fillStyle = `rgb(${table[step]},${table[step + 1]},${table[step + 2]})`;
      context.fillRect(i, 40, 1, 20);
      const height = Math.sqrt(bins[Math.floor(i / 4)] / most) * 36;
      context.globalAlpha = 0.65;
      context.fillRect(i, 38 - height, 1, height);
      context.globalAlpha = 1;
    }
    const low = document.createElement('span');
    const high = document.createElement('span');
    low.className = high.className = 'range';
    low.textContent = range ? short(range[0]) : 'no value yet';
    high.textContent = range ? short(range[1]) : '';
    const title = document.createElement('span');
    title.className = 'title';
    title.textContent = layer.unit ? `${layer.title}, ${layer.unit}` : layer.title;
    const toggle = document.createElement('button');
    toggle.type = 'button';
    toggle.textContent = layer.robust ? '2–98 %' : 'min–max';
    toggle.title = 'Range of the colours: 2nd to 98th percentile, or smallest to largest value';
    toggle.addEventListener('click', () => {
      layer.robust = !layer.robust;
      layer.dirty = true;
      this.changed();
    });
    this.root.replaceChildren(title, low, canvas, high, toggle);
  }
}
