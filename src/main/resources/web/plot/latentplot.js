// The latent space: spectra of the training, and over them the pixels of the image.

import { CanvasView } from './canvasview.js';
import { Lasso, inside } from '../map/lasso.js';
import { classColour, contextColour } from '../palettes.js';

const ROOM = 16;
const MOST_DRAWN = 60000;

export class LatentPlot extends CanvasView {
  /** @param selected is called with a mask of the pixels that were drawn around, or null */
  constructor(canvas, { selected, choose }) {
    super(canvas);
    this.selected = selected;
    this.choose = choose;
    this.training = null; // { x, y, context, predicted } of the cards
    this.withTraining = true;
    this.byContext = false;
    this.x = null; // layers of the image
    this.y = null;
    this.classes = null;
    this.contexts = null;
    this.mask = null;
    this.mark = null; // { x, y } of the clicked pixel
    this.lasso = new Lasso();
    this.#listen();
  }

  /** The layers latent-1, latent-2, class and context of the image; undefined where not read yet. */
  show(x, y, classes, contexts) {
    Object.assign(this, { x, y, classes, contexts });
    this.draw();
  }

  /** The window of the plot: all points, with equal scales. */
  #frame() {
    const of = [this.training, this.x, this.x?.version, this.y, this.y?.version, this.width, this.height];
    if (!this.frameOf || of.some((part, i) => part !== this.frameOf[i])) {
      this.frameOf = of;
      this.frame = this.#newFrame();
    }
    return this.frame;
  }

  #newFrame() {
    let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
    const take = (xs, ys) => {
      for (let i = 0; i < xs.length; i++) {
        if (!Number.isFinite(xs[i]) || !Number.isFinite(ys[i])) continue;
        left = Math.min(left, xs[i]);
        right = Math.max(right, xs[i]);
        bottom = Math.min(bottom, ys[i]);
        top = Math.max(top, ys[i]);
      }
    };
    if (this.training) take(this.training.x, this.training.y);
    if (this.x && this.y) take(this.x.values, this.y.values);
    if (!(right >= left)) return null;
    const span = Math.max(right - left, top - bottom, 1e-6);
    const scale = Math.min(this.width - 2 * ROOM, this.height - 2 * ROOM) / span;
    const middleX = (left + right) / 2;
    const middleY = (bottom + top) / 2;
    return {
      toX: (x) => this.width / 2 + (x - middleX) * scale,
      toY: (y) => this.height / 2 - (y - middleY) * scale,
    };
  }

  #colour(pixel) {
    if (this.byContext && this.contexts) {
      const context = this.contexts.values[pixel];
      return this.contexts.isNone(context) ? null : contextColour(context);
    }
    const value = this.classes?.values[pixel];
    return value === undefined || !this.classes.seen(value) || this.classes.isNone(value) || value === this.classes.notJudged ? '#8e99a8' : classColour(value);
  }

  paint(context) {
    const frame = this.#frame();
    if (!frame) return;
    if (this.training && this.withTraining) this.#paintTraining(context, frame);
    if (this.x && this.y) this.#paintPixels(context, frame);
    if (this.mark) this.#paintMark(context, frame);
    context.fillStyle = '#8e99a8';
    context.font = '11px system-ui, sans-serif';
    context.textAlign = 'right';
    context.textBaseline = 'bottom';
    context.fillText('latent 1 →', this.width - 6, this.height - 4);
    context.save();
    context.translate(6, 6);
    context.rotate(-Math.PI / 2);
    context.textBaseline = 'top';
    context.fillText('latent 2 →', 0, 0);
    context.restore();
    this.lasso.paint(context);
  }

  #paintTraining(context, frame) {
    const { x, y, context: contexts, predicted } = this.training;
    context.lineWidth = 0.8;
    context.globalAlpha = 0.5;
    for (let i = 0; i < x.length; i++) {
      context.strokeStyle = this.byContext ? contextColour(contexts[i]) : classColour(predicted[i]);
      context.beginPath();
      context.arc(frame.toX(x[i]), frame.toY(y[i]), 2.6, 0, 2 * Math.PI);
      context.stroke();
    }
    context.globalAlpha = 1;
  }

  #paintPixels(context, frame) {
    const xs = this.x.values;
    const ys = this.y.values;
    const step = Math.max(1, Math.floor(xs.length / MOST_DRAWN));
    const dot = (i, colour, size) => {
      context.fillStyle = colour;
      context.fillRect(frame.toX(xs[i]) - size / 2, frame.toY(ys[i]) - size / 2, size, size);
    };
    context.globalAlpha = this.mask ? 0.25 : 0.75;
    for (let i = 0; i < xs.length; i += step) {
      if (Number.isNaN(xs[i]) || this.mask?.[i]) continue;
      const colour = this.mask ? '#5b6573' : this.#colour(i);
      if (colour) dot(i, colour, 2);
    }
    context.globalAlpha = 1;
    if (!this.mask) return;
    for (let i = 0; i < xs.length; i++) {
      if (this.mask[i] && !Number.isNaN(xs[i])) dot(i, this.#colour(i) ?? '#fff', 3);
    }
  }

  #paintMark(context, frame) {
    if (!this.x || !this.y) return;
    const value = [this.x.at(this.mark.x, this.mark.y), this.y.at(this.mark.x, this.mark.y)];
    if (value.some(Number.isNaN)) return;
    for (const [colour, line] of [['#000', 4], ['#fff', 1.75]]) {
      context.strokeStyle = colour;
      context.lineWidth = line;
      context.beginPath();
      context.arc(frame.toX(value[0]), frame.toY(value[1]), 6, 0, 2 * Math.PI);
      context.stroke();
    }
  }

  /** A mask of the pixels inside a path on the canvas; null where there are none. */
  #inside(path) {
    const frame = this.#frame();
    if (!frame || !this.x || !this.y) return null;
    const xs = this.x.values;
    const mask = new Uint8Array(xs.length);
    let any = false;
    for (let i = 0; i < xs.length; i++) {
      if (!Number.isNaN(xs[i]) && inside(path, frame.toX(xs[i]), frame.toY(this.y.values[i]))) {
        mask[i] = 1;
        any = true;
      }
    }
    return any ? mask : null;
  }

  /** The pixel whose point is nearest to a place on the canvas, within 8 CSS pixels. */
  #nearest(x, y) {
    const frame = this.#frame();
    if (!frame || !this.x || !this.y) return null;
    let best = null;
    let least = 8 * 8;
    this.x.values.forEach((value, i) => {
      if (Number.isNaN(value)) return;
      const square = (frame.toX(value) - x) ** 2 + (frame.toY(this.y.values[i]) - y) ** 2;
      if (square < least) {
        least = square;
        best = { x: i % this.x.width, y: Math.floor(i / this.x.width) };
      }
    });
    return best;
  }

  #listen() {
    const canvas = this.canvas;
    const place = (event) => {
      const box = canvas.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    };
    canvas.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      this.lasso.begin(...place(event));
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener('pointermove', (event) => {
      if (!this.lasso.path) return;
      this.lasso.move(...place(event));
      this.draw();
    });
    canvas.addEventListener('pointerup', (event) => {
      if (!this.lasso.path) return;
      const path = this.lasso.end();
      if (path) {
        this.selected(this.#inside(path));
      } else {
        const pixel = this.#nearest(...place(event));
        if (pixel) this.choose(pixel);
        else this.selected(null);
      }
      this.draw();
    });
    canvas.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.selected(null);
    });
  }
}
