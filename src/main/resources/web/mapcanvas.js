// The map: two layers of an image over each other, zoomed, panned, pixel-crisp.

import { VIEWS } from './api.js';
import { CanvasView } from './canvasview.js';
import { Lasso, inside } from './lasso.js';
import { flagTitle } from './legend.js';
import { AGREES, CONTRADICTS, PALETTES, NO_CLASS, NO_FLAG, NOT_JUDGED, SHADOW_COLOURS, VERDICT_COLOURS, classColour, contextColour, flagColour, paletteOf, rgb } from './palettes.js';

/** The number of the class whose colour a truth has: its own where the model has that class, else one behind the model's. */
export function truthClasses(names, classes) {
  let next = classes.length;
  return names.map((name) => {
    const own = classes.findIndex((one) => one.name === name);
    return own >= 0 ? own : next++;
  });
}

/** A length that is good to read for a bar of at most so many pixels: { length in µm, text, pixels }. */
export function scaleBar(micrometresPerPixel, most) {
  const wanted = micrometresPerPixel * most;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const length = [5, 2, 1].map((n) => n * power).find((n) => n <= wanted) ?? power;
  return { length, text: length >= 1000 ? `${length / 1000} mm` : `${length} µm`, pixels: length / micrometresPerPixel };
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

/** The canvas on which an image is looked at. */
export class MapCanvas extends CanvasView {
  constructor(canvas, { hover, choose, selected }) {
    super(canvas);
    this.hover = hover;
    this.choose = choose;
    this.drawnAround = selected;
    this.lasso = new Lasso();
    this.lassoing = false; // dragging draws around pixels instead of moving the map
    this.shade = null; // a picture that covers what is not selected
    this.image = null;
    this.upper = null;
    this.base = null;
    this.opacity = 1;
    this.cursor = null;
    this.selected = null;
    this.zoom = 1;
    this.originX = 0;
    this.originY = 0;
    this.fitted = true;
    this.#listen();
  }

  show(image) {
    const another = !this.image || this.image.id !== image.id
      || this.image.width !== image.width || this.image.height !== image.height;
    this.image = image;
    if (another) {
      this.cursor = null;
      this.selected = null;
      this.fit();
    }
    this.draw();
  }

  layers(upper, base) {
    this.upper = upper;
    this.base = base;
    this.draw();
  }

  /** Darkens all pixels but those of the mask; null: none. */
  highlight(mask) {
    this.shade = null;
    if (mask && this.image) {
      const shade = document.createElement('canvas');
      shade.width = this.image.width;
      shade.height = this.image.height;
      const pixels = new ImageData(shade.width, shade.height);
      for (let i = 0; i < mask.length; i++) {
        if (!mask[i]) pixels.data.set([12, 15, 20, 205], 4 * i);
      }
      shade.getContext('2d').putImageData(pixels, 0, 0);
      this.shade = shade;
    }
    this.draw();
  }

  select(pixel) {
    this.selected = pixel;
    this.draw();
  }

  fit() {
    if (!this.image) return;
    const { width, height } = this.canvas.getBoundingClientRect();
    // Room for the caption above and the readout below.
    this.zoom = Math.max(0.02, Math.min((width - 40) / this.image.width, (height - 76) / this.image.height));
    if (this.zoom > 2) this.zoom = Math.floor(this.zoom * 4) / 4;
    this.originX = Math.round((width - this.image.width * this.zoom) / 2);
    this.originY = Math.round((height - this.image.height * this.zoom) / 2);
    this.fitted = true;
    this.draw();
  }

  zoomBy(factor, atX, atY) {
    if (!this.image) return;
    const box = this.canvas.getBoundingClientRect();
    const x = atX ?? box.width / 2;
    const y = atY ?? box.height / 2;
    const zoom = Math.max(0.05, Math.min(120, this.zoom * factor));
    this.originX = x - ((x - this.originX) / this.zoom) * zoom;
    this.originY = y - ((y - this.originY) / this.zoom) * zoom;
    this.zoom = zoom;
    this.fitted = false;
    this.draw();
  }

  /** The place of a pixel's centre on the canvas, in CSS pixels. */
  placeOf(x, y) {
    return { x: this.originX + (x + 0.5) * this.zoom, y: this.originY + (y + 0.5) * this.zoom };
  }

  resized() {
    if (this.fitted) this.fit();
  }

  paint(context, canvasWidth, canvasHeight) {
    if (!this.image) return;
    const { originX: left, originY: top, zoom } = this;
    const width = this.image.width * zoom;
    const height = this.image.height * zoom;
    context.fillStyle = '#161b23';
    context.fillRect(left, top, width, height);
    context.imageSmoothingEnabled = zoom < 1;
    if (this.base) {
      context.drawImage(this.base.picture(true), left, top, width, height);
    }
    if (this.upper) {
      context.globalAlpha = this.base ? this.opacity : 1;
      context.drawImage(this.upper.picture(false), left, top, width, height);
      context.globalAlpha = 1;
    }
    if (this.shade) context.drawImage(this.shade, left, top, width, height);
    context.strokeStyle = '#39434f';
    context.lineWidth = 1;
    context.strokeRect(Math.round(left) - 0.5, Math.round(top) - 0.5, Math.round(width) + 1, Math.round(height) + 1);
    if (this.cursor) this.#frame(context, this.cursor, '#ffffffb0', 1);
    if (this.selected) this.#mark(context, this.selected);
    this.lasso.paint(context);
    this.#scaleBar(context, { width: canvasWidth, height: canvasHeight });
  }

  #frame(context, pixel, colour, line) {
    const size = Math.max(this.zoom, 3);
    const { x, y } = this.placeOf(pixel.x, pixel.y);
    context.strokeStyle = colour;
    context.lineWidth = line;
    context.strokeRect(x - size / 2, y - size / 2, size, size);
  }

  #mark(context, pixel) {
    const size = Math.max(this.zoom, 7) / 2;
    const { x, y } = this.placeOf(pixel.x, pixel.y);
    const reach = Math.max(7, this.zoom * 0.6);
    for (const [colour, line] of [['#000', 4], ['#fff', 1.75]]) {
      context.strokeStyle = colour;
      context.lineWidth = line;
      context.beginPath();
      context.rect(x - size, y - size, 2 * size, 2 * size);
      for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
        context.moveTo(x + dx * size, y + dy * size);
        context.lineTo(x + dx * (size + reach), y + dy * (size + reach));
      }
      context.stroke();
    }
  }

  #scaleBar(context, box) {
    const micrometres = this.image.pixelSizeMicrometres;
    if (!micrometres) return;
    const { pixels: width, text } = scaleBar(micrometres / this.zoom, 150);
    const right = box.width - 14;
    const y = box.height - 14;
    context.fillStyle = '#0c0f14c8';
    context.fillRect(right - width - 8, y - 22, width + 16, 30);
    context.fillStyle = '#fff';
    context.fillRect(right - width, y - 1, width, 3);
    context.font = '12px system-ui, sans-serif';
    context.textAlign = 'center';
    context.fillText(text, right - width / 2, y - 7);
  }

  /** A mask of the pixels whose centres lie inside a path on the canvas; null where there are none. */
  #inside(path) {
    const { width, height } = this.image;
    const onImage = path.map(([x, y]) => [(x - this.originX) / this.zoom, (y - this.originY) / this.zoom]);
    const mask = new Uint8Array(width * height);
    let any = false;
    for (let i = 0; i < mask.length; i++) {
      if (inside(onImage, (i % width) + 0.5, Math.floor(i / width) + 0.5)) {
        mask[i] = 1;
        any = true;
      }
    }
    return any ? mask : null;
  }

  #pixelAt(event) {
    if (!this.image) return null;
    const box = this.canvas.getBoundingClientRect();
    const x = Math.floor((event.clientX - box.left - this.originX) / this.zoom);
    const y = Math.floor((event.clientY - box.top - this.originY) / this.zoom);
    const inside = x >= 0 && y >= 0 && x < this.image.width && y < this.image.height;
    return inside ? { x, y } : null;
  }

  #moveCursor(pixel) {
    if (pixel?.x === this.cursor?.x && pixel?.y === this.cursor?.y) return;
    this.cursor = pixel;
    this.hover(pixel);
    this.draw();
  }

  #listen() {
    const canvas = this.canvas;
    let start = null;
    canvas.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      if ((this.lassoing || event.shiftKey) && this.image) {
        const box = canvas.getBoundingClientRect();
        this.lasso.begin(event.clientX - box.left, event.clientY - box.top);
        canvas.setPointerCapture(event.pointerId);
        return;
      }
      start = { x: event.clientX, y: event.clientY, left: this.originX, top: this.originY, moved: false };
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener('pointermove', (event) => {
      if (this.lasso.path) {
        const box = canvas.getBoundingClientRect();
        this.lasso.move(event.clientX - box.left, event.clientY - box.top);
        this.draw();
        return;
      }
      if (start && Math.hypot(event.clientX - start.x, event.clientY - start.y) > 4) {
        start.moved = true;
        canvas.classList.add('dragging');
      }
      if (start?.moved) {
        this.originX = start.left + event.clientX - start.x;
        this.originY = start.top + event.clientY - start.y;
        this.fitted = false;
        this.draw();
      } else {
        this.#moveCursor(this.#pixelAt(event));
      }
    });
    canvas.addEventListener('pointerup', (event) => {
      if (this.lasso.path) {
        const path = this.lasso.end();
        this.drawnAround(path ? this.#inside(path) : null);
        this.draw();
        return;
      }
      const click = start && !start.moved;
      start = null;
      canvas.classList.remove('dragging');
      const pixel = click ? this.#pixelAt(event) : null;
      if (pixel) this.choose(pixel);
    });
    canvas.addEventListener('pointerleave', () => this.#moveCursor(null));
    canvas.addEventListener('wheel', (event) => {
      event.preventDefault();
      const box = canvas.getBoundingClientRect();
      this.zoomBy(Math.exp(-event.deltaY * 0.0015), event.clientX - box.left, event.clientY - box.top);
    }, { passive: false });
    canvas.addEventListener('keydown', (event) => this.#key(event));
  }

  #key(event) {
    if (!this.image || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.shiftKey ? 10 : 1;
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (moves[event.key]) {
      const from = this.cursor ?? this.selected
        ?? { x: Math.floor(this.image.width / 2), y: Math.floor(this.image.height / 2) };
      const [dx, dy] = moves[event.key];
      this.#moveCursor({
        x: Math.max(0, Math.min(this.image.width - 1, from.x + dx)),
        y: Math.max(0, Math.min(this.image.height - 1, from.y + dy)),
      });
    } else if (event.key === 'Enter' || event.key === ' ') {
      if (this.cursor) this.choose(this.cursor);
    } else if (event.key === '+' || event.key === '=') {
      this.zoomBy(1.4);
    } else if (event.key === '-') {
      this.zoomBy(1 / 1.4);
    } else if (event.key === '0') {
      this.fit();
    } else {
      return;
    }
    event.preventDefault();
  }
}
