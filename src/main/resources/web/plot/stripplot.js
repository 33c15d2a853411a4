// One curve over the wavenumbers, low and wide, to stand above others like it.

import { CanvasView } from './canvasview.js';
import { activationColour } from '../palettes.js';

/** Draws signed weights as areas: orange above the middle line speaks for the class, blue below against it. */
export function paintWeights(context, frame, axis, values) {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  const middle = (frame.top + frame.bottom) / 2;
  context.strokeStyle = '#3a4656';
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(frame.left, middle + 0.5);
  context.lineTo(frame.right, middle + 0.5);
  context.stroke();
  if (most === 0) return;
  const half = (frame.bottom - frame.top) / 2 - 1;
  for (const sign of [1, -1]) {
    context.beginPath();
    context.moveTo(frame.toX(axis[0]), middle);
    axis.forEach((w, i) => context.lineTo(frame.toX(w), middle - (sign * Math.max(0, sign * values[i]) / most) * half));
    context.lineTo(frame.toX(axis.at(-1)), middle);
    context.closePath();
    context.fillStyle = activationColour(sign, 0.85);
    context.fill();
  }
}

/** Draws a spectrum as a line over the whole height. */
export function paintSpectrum(context, frame, axis, values, colour = '#f2f5f9', width = 1.3) {
  const seen = values.filter((value) => value !== null);
  const low = Math.min(...seen);
  const high = Math.max(...seen);
  if (!(high > low)) return;
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.lineJoin = 'round';
  context.beginPath();
  let pen = false;
  axis.forEach((w, i) => {
    if (values[i] === null) {
      pen = false;
      return;
    }
    const y = frame.bottom - 2 - ((values[i] - low) / (high - low)) * (frame.bottom - frame.top - 4);
    if (pen) context.lineTo(frame.toX(w), y);
    else context.moveTo(frame.toX(w), y);
    pen = true;
  });
  context.stroke();
}

/** Where wavenumbers lie between two places; infrared axes run from high to low. */
export function wavenumberFrame(axis, descending, left, right, top, bottom) {
  const [from, to] = [axis[0], axis.at(-1)];
  const part = (w) => (w - from) / (to - from);
  return {
    left, right, top, bottom,
    toX: (w) => (descending ? right - part(w) * (right - left) : left + part(w) * (right - left)),
    toW: (x) => {
      const at = (x - left) / (right - left);
      return from + (descending ? 1 - at : at) * (to - from);
    },
  };
}

export class StripPlot extends CanvasView {
  /**
   * @param range [from, to] in cm⁻¹, common to all strips that stand above each other
   * @param shared { at, strips }: the cursor that they share
   */
  constructor(canvas, { range, descending, shared, weights, spectrum, numbers }) {
    super(canvas);
    Object.assign(this, { range, descending, shared, weights, spectrum, numbers });
    shared.strips.push(this);
    canvas.addEventListener('pointermove', (event) => {
      shared.at = this.#frame().toW(event.clientX - canvas.getBoundingClientRect().left);
      shared.strips.forEach((strip) => strip.draw());
    });
    canvas.addEventListener('pointerleave', () => {
      shared.at = null;
      shared.strips.forEach((strip) => strip.draw());
    });
  }

  #frame() {
    return wavenumberFrame(this.range, this.descending, 4, this.width - 4, 2, this.height - (this.numbers ? 16 : 2));
  }

  paint(context) {
    if (this.width < 40) return;
    const frame = this.#frame();
    context.strokeStyle = '#1e2630';
    context.fillStyle = '#8e99a8';
    context.font = '11px system-ui, "DejaVu Sans", sans-serif';
    context.textAlign = 'center';
    context.textBaseline = 'bottom';
    const step = (this.range[1] - this.range[0]) / 100 > 12 ? 200 : 100;
    for (let w = Math.ceil(this.range[0] / step) * step; w <= this.range[1]; w += step) {
      const x = Math.round(frame.toX(w)) + 0.5;
      context.beginPath();
      context.moveTo(x, frame.top);
      context.lineTo(x, frame.bottom);
      context.stroke();
      if (this.numbers && x > 16 && x < this.width - 16) context.fillText(w, x, this.height);
    }
    if (this.weights) paintWeights(context, frame, this.weights.axis, this.weights.values);
    if (this.spectrum) paintSpectrum(context, frame, this.spectrum.axis, this.spectrum.values);
    if (this.shared.at === null) return;
    const x = Math.round(frame.toX(this.shared.at)) + 0.5;
    context.strokeStyle = '#d9dfe8a0';
    context.beginPath();
    context.moveTo(x, 0);
    context.lineTo(x, frame.bottom);
    context.stroke();
    if (this.numbers) {
      context.fillStyle = '#fff';
      context.textAlign = x > this.width / 2 ? 'right' : 'left';
      context.textBaseline = 'top';
      context.fillText(`${this.shared.at.toFixed(0)} cm⁻¹`, x + (x > this.width / 2 ? -4 : 4), frame.top);
    }
  }
}
