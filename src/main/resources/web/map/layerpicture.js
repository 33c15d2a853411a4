// A layer of an image: its values, and the picture of them.

import { VIEWS } from '../api.js';
import { flagTitle } from '../legend.js';
import { AGREES, CONTRADICTS, PALETTES, NO_CLASS, NO_FLAG, NOT_JUDGED, SHADOW_COLOURS, VERDICT_COLOURS, classColour, contextColour, flagColour, paletteOf, rgb } from '../palettes.js';

/** The number of the class whose colour a truth has: its own where the model has that class, else one behind the model's. */
export function truthClasses(names, classes) {
  let next = classes.length;
  return names.map((name) => {
    const own = classes.findIndex((one) => one.name === name);
    return own >= 0 ? own : next++;
  });
}

/** The values of one layer of one image, and their picture. */
export class LayerPicture {
  constructor(image, layer) {
    this.id = layer.id;
    this.title = layer.title;
    this.unit = layer.unit;
    this.encoding = layer.encoding;
    this.width = image.width;
    this.height = image.height;
    const size = image.width * image.height;
    this.codes = layer.notSeen !== null; // else numbers
    this.flags = layer.encoding === 'flags-u16';
    this.notSeen = layer.notSeen;
    this.none = layer.none;
    this.noneTitle = layer.noneTitle;
    this.notJudged = layer.notJudged ?? null; // a code beside the names
    this.names = layer.names;
    this.classOf = layer.id === 'truth' ? truthClasses(layer.names, image.classes) : null;
    this.values = new VIEWS[layer.encoding](size).fill(this.codes ? layer.notSeen : NaN);
    this.canvas = document.createElement('canvas');
    this.canvas.width = image.width;
    this.canvas.height = image.height;
    this.hidden = new Set();
    this.robust = true;
    this.palette = null;
    this.dirty = true;
    this.version = 0;
  }

  put(window, values) {
    for (let row = 0; row < window.height; row++) {
      const from = row * window.width;
      this.values.set(values.subarray(from, from + window.width), (window.y + row) * this.width + window.x);
    }
    this.dirty = true;
    this.version++;
  }

  at(x, y) {
    return this.values[y * this.width + x];
  }

  seen(value) {
    return this.codes ? value !== this.notSeen : !Number.isNaN(value);
  }

  /** Whether a pixel that was seen has no class, context or flag. */
  isNone(value) {
    return this.codes && value === this.none;
  }

  /** What a key of {@link counts} is called. */
  nameOf(key) {
    if (key < 0) return this.noneTitle;
    if (key === this.notJudged) return 'not judged';
    const name = this.names?.[key];
    if (name === undefined) return `${this.title.toLowerCase()} ${key}`;
    return this.flags ? flagTitle(name) : name;
  }

  /** The code of a key of {@link counts}. */
  codeOf(key) {
    if (key < 0) return this.none;
    return this.flags ? 1 << key : key;
  }

  /** The colour of a code. */
  colourOf(value) {
    if (this.flags) return value === 0 ? NO_FLAG : flagColour(31 - Math.clz32(value & -value));
    if (this.isNone(value)) return NO_CLASS;
    if (value === this.notJudged) return NOT_JUDGED;
    if (this.encoding === 'index-u16') return contextColour(value);
    if (this.id === 'contradiction') return [AGREES, CONTRADICTS][value];
    if (this.id === 'truth-verdict') return VERDICT_COLOURS[value];
    if (this.id === 'shadow') return SHADOW_COLOURS[value];
    return classColour(this.classOf ? this.classOf[value] : value);
  }

  /** The range of the colours: 2nd to 98th percentile, or all values; null without values. */
  range() {
    if (this.sampled !== this.version) {
      const step = Math.max(1, Math.floor(this.values.length / 50000));
      const sample = [];
      for (let i = 0; i < this.values.length; i += step) {
        if (Number.isFinite(this.values[i])) sample.push(this.values[i]);
      }
      this.sample = Float64Array.from(sample).sort();
      this.sampled = this.version;
    }
    const all = this.sample;
    if (!all.length) return null;
    const low = this.robust ? all[Math.floor(0.02 * (all.length - 1))] : all[0];
    const high = this.robust ? all[Math.ceil(0.98 * (all.length - 1))] : all[all.length - 1];
    return high > low ? [low, high] : [low - 0.5 * Math.abs(low || 1), low + 0.5 * Math.abs(low || 1)];
  }

  /** How many values fall into each of `bins` parts of the range. */
  histogram(bins) {
    const range = this.range();
    const counts = new Array(bins).fill(0);
    if (range) {
      for (const value of this.sample) {
        const bin = Math.floor(((value - range[0]) / (range[1] - range[0])) * bins);
        if (bin >= 0 && bin < bins) counts[bin]++;
        else if (value === range[1]) counts[bins - 1]++;
      }
    }
    return counts;
  }

  /** How many pixels carry each class, context or flag; key −1: none. */
  counts() {
    const counts = new Map();
    const add = (key) => counts.set(key, (counts.get(key) ?? 0) + 1);
    for (const value of this.values) {
      if (!this.seen(value)) continue;
      if (this.isNone(value)) add(-1);
      else if (!this.flags) add(value);
      else for (let bit = 0; bit < 16; bit++) if (value & (1 << bit)) add(bit);
    }
    return counts;
  }

  /** The picture, drawn again where values or colours changed. */
  picture(greys) {
    const palette = greys ? 'grey' : paletteOf(this.id);
    if (!this.dirty && this.palette === palette) return this.canvas;
    const context = this.canvas.getContext('2d');
    const pixels = context.createImageData(this.width, this.height);
    const out = pixels.data;
    if (this.codes) this.#paintCodes(out);
    else this.#paintNumbers(out, PALETTES[palette]);
    context.putImageData(pixels, 0, 0);
    this.palette = palette;
    this.dirty = false;
    return this.canvas;
  }

  #paintNumbers(out, table) {
    const range = this.range();
    if (!range) return;
    const scale = 255 / (range[1] - range[0]);
    for (let i = 0, o = 0; i < this.values.length; i++, o += 4) {
      const value = this.values[i];
      if (Number.isNaN(value)) continue;
      const step = 3 * Math.max(0, Math.min(255, Math.round((value - range[0]) * scale)));
      out[o] = table[step];
      out[o + 1] = table[step + 1];
      out[o + 2] = table[step + 2];
      out[o + 3] = 255;
    }
  }

  #paintCodes(out) {
    const colours = new Map();
    for (let i = 0, o = 0; i < this.values.length; i++, o += 4) {
      const value = this.values[i];
      if (!this.seen(value)) continue;
      if (!colours.has(value)) colours.set(value, rgb(this.colourOf(value)));
      const key = !this.flags && this.isNone(value) ? -1 : value;
      const [r, g, b] = colours.get(value);
      out[o] = r;
      out[o + 1] = g;
      out[o + 2] = b;
      out[o + 3] = this.hidden.has(key) ? 0 : 255;
    }
  }
}
