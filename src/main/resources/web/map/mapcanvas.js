// The map: two layers of an image over each other, zoomed, panned, pixel-crisp.

import { CanvasView } from '../plot/canvasview.js';
import { Lasso, inside } from './lasso.js';
import { MapGestures } from './mapgestures.js';
import { paintScaleBar } from './scalebar.js';

const FOOT = 34; // CSS pixels below the map, for readout and scale

/** The canvas on which an image is looked at. */
export class MapCanvas extends CanvasView {
  /** @param hover is called with the pixel pointed at or null, choose with a pixel, selected with a mask of pixels or null */
  constructor(canvas, { hover, choose, selected }) {
    super(canvas);
    this.hover = hover;
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
    new MapGestures(this, { choose, selected });
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
    const head = parseFloat(getComputedStyle(this.canvas).getPropertyValue('--head'));
    const high = height - head - FOOT;
    this.zoom = Math.max(0.02, Math.min((width - 40) / this.image.width, high / this.image.height));
    if (this.zoom > 2) this.zoom = Math.floor(this.zoom * 4) / 4;
    this.originX = Math.round((width - this.image.width * this.zoom) / 2);
    this.originY = Math.round(head + (high - this.image.height * this.zoom) / 2);
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

  /** Moves the image's upper left corner to a place on the canvas, in CSS pixels. */
  panTo(left, top) {
    this.originX = left;
    this.originY = top;
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
    const micrometres = this.image.pixelSizeMicrometres;
    if (micrometres) paintScaleBar(context, canvasWidth - 14, canvasHeight - 14, micrometres / zoom, 150);
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

  /** A mask of the pixels whose centres lie inside a path on the canvas; null where there are none. */
  maskInside(path) {
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

  /** The pixel at a place on the canvas, in CSS pixels; null beside the image. */
  pixelAt(placeX, placeY) {
    if (!this.image) return null;
    const x = Math.floor((placeX - this.originX) / this.zoom);
    const y = Math.floor((placeY - this.originY) / this.zoom);
    return x >= 0 && y >= 0 && x < this.image.width && y < this.image.height ? { x, y } : null;
  }

  /** Points at a pixel; null at none. */
  moveCursor(pixel) {
    if (pixel?.x === this.cursor?.x && pixel?.y === this.cursor?.y) return;
    this.cursor = pixel;
    this.hover(pixel);
    this.draw();
  }
}
