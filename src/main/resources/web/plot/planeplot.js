// One plane, a spectrum of two dimensions, as a picture with the heat map of its class over it.

import { CanvasView } from './canvasview.js';
import { short } from '../legend.js';
import { AGAINST_CLASS, FOR_CLASS, activationAlpha } from '../palettes.js';

const MARGIN = { left: 44, right: 12, top: 8, bottom: 34 };
const UNITS = { 'chemical-shift': 'ppm', pixel: 'px' };

export const isPlane = (spectrum) => Boolean(spectrum?.secondAxis);

/** Grey of every value, 0 … 255: grey values as they are, anything else from its least to its largest; null is black. */
export function greys(values, quantity) {
  let [low, high] = [0, 1];
  if (quantity !== 'grey-value') {
    [low, high] = [Infinity, -Infinity];
    for (const value of values) {
      if (value === null) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  const span = high > low ? high - low : 1;
  return Uint8ClampedArray.from(values, (value) => (value === null ? 0 : (255 * (value - low)) / span));
}

/** Red, green, blue and opacity of every weight: orange speaks for the class, blue against it. */
export function heat(weights, opacity) {
  let most = 0;
  for (const weight of weights) most = Math.max(most, Math.abs(weight));
  const out = new Uint8ClampedArray(4 * weights.length);
  weights.forEach((weight, i) => {
    out.set(weight >= 0 ? FOR_CLASS : AGAINST_CLASS, 4 * i);
    out[4 * i + 3] = most ? 255 * opacity * activationAlpha(weight / most) : 0;
  });
  return out;
}

/** A picture of columns × rows; row 0 at the top, as both axes of NMR and pictures have it. */
function picture(columns, rows, pixels) {
  const canvas = document.createElement('canvas');
  canvas.width = columns;
  canvas.height = rows;
  canvas.getContext('2d').putImageData(new ImageData(pixels, columns, rows), 0, 0);
  return canvas;
}

export class PlanePlot extends CanvasView {
  constructor(canvas) {
    super(canvas);
    this.spectrum = null;
    this.at = null;
    canvas.addEventListener('pointermove', (event) => {
      const box = canvas.getBoundingClientRect();
      this.at = { x: event.clientX - box.left, y: event.clientY - box.top };
      this.draw();
    });
    canvas.addEventListener('pointerleave', () => {
      this.at = null;
      this.draw();
    });
  }

  /**
   * @param spectrum { axis, secondAxis, axisKind, values, quantity }, or null where it is gone and the map alone is shown
   * @param map { axis, secondAxis, axisKind, values } over the same plane, or null
   * @param title what the map is called
   */
  show(spectrum, map, title) {
    this.spectrum = spectrum;
    this.map = map;
    this.title = title;
    const grey = spectrum && greys(spectrum.values, spectrum.quantity);
    this.under = spectrum && picture(spectrum.axis.length, spectrum.secondAxis.length,
      Uint8ClampedArray.from({ length: 4 * grey.length }, (_, i) => (i % 4 === 3 ? 255 : grey[i >> 2])));
    this.over = map && picture(map.axis.length, map.secondAxis.length, heat(map.values, 0.75));
    this.draw();
  }

  /** Where the plane lies on the canvas: as large as fits, in its own proportions. */
  #frame() {
    const { axis, secondAxis, axisKind } = this.spectrum ?? this.map;
    const width = this.width - MARGIN.left - MARGIN.right;
    const height = this.height - MARGIN.top - MARGIN.bottom;
    const scale = Math.min(width / axis.length, height / secondAxis.length);
    const [w, h] = [scale * axis.length, scale * secondAxis.length];
    return { left: MARGIN.left + (width - w) / 2, top: MARGIN.top, w, h, mirrored: axisKind === 'chemical-shift' };
  }

  paint(context) {
    if (!(this.spectrum ?? this.map) || this.width < 100 || this.height < 60) return;
    const { left, top, w, h, mirrored } = this.#frame();
    context.save();
    context.translate(mirrored ? left + w : left, top);
    context.scale(mirrored ? -1 : 1, 1);
    if (this.under) context.drawImage(this.under, 0, 0, w, h);
    if (this.over) context.drawImage(this.over, 0, 0, w, h);
    context.restore();
    context.strokeStyle = '#3a4656';
    context.strokeRect(left - 0.5, top - 0.5, w + 1, h + 1);
    const { axis, secondAxis, axisKind } = this.spectrum ?? this.map;
    const unit = UNITS[axisKind] ?? 'cm⁻¹';
    context.font = '12px system-ui, "DejaVu Sans", sans-serif';
    context.fillStyle = '#8e99a8';
    context.textBaseline = 'top';
    const ends = mirrored ? [axis.at(-1), axis[0]] : [axis[0], axis.at(-1)];
    context.textAlign = 'left';
    context.fillText(short(ends[0]), left, top + h + 4);
    context.textAlign = 'right';
    context.fillText(`${short(ends[1])} ${unit}`, left + w, top + h + 4);
    context.fillText(short(secondAxis[0]), left - 5, top);
    context.textBaseline = 'bottom';
    context.fillText(short(secondAxis.at(-1)), left - 5, top + h);
    const text = this.reading();
    if (!text) return;
    context.textAlign = 'center';
    context.textBaseline = 'top';
    context.fillStyle = '#d9dfe8';
    context.fillText(text, left + w / 2, top + h + 18);
  }

  /** What stands under the cursor, as text. */
  reading() {
    if (!this.at || !(this.spectrum ?? this.map)) return '';
    const { left, top, w, h, mirrored } = this.#frame();
    const across = mirrored ? 1 - (this.at.x - left) / w : (this.at.x - left) / w;
    const down = (this.at.y - top) / h;
    if (across < 0 || across >= 1 || down < 0 || down >= 1) return '';
    const valueOf = ({ axis, secondAxis, values }) =>
      values[Math.floor(down * secondAxis.length) * axis.length + Math.floor(across * axis.length)];
    const { axis, secondAxis, axisKind } = this.spectrum ?? this.map;
    const parts = [`${short(axis[Math.floor(across * axis.length)])}, ${short(secondAxis[Math.floor(down * secondAxis.length)])} ${UNITS[axisKind] ?? 'cm⁻¹'}`];
    if (this.spectrum) parts.push(short(valueOf(this.spectrum)));
    if (this.map) parts.push(`${this.title} ${short(valueOf(this.map))}`);
    return parts.join('   ');
  }
}
