// One spectrum with the activation map of its class drawn on it.

import { CanvasView } from './canvasview.js';
import { activationColour } from '../palettes.js';
import { short } from '../legend.js';

const MARGIN = { left: 62, right: 24, top: 35, bottom: 50 };
const STRIP = 9;

const QUANTITIES = {
  absorbance: { x: 'Wavenumber (cm⁻¹)', y: 'Absorbance', descending: true },
  transmittance: { x: 'Wavenumber (cm⁻¹)', y: 'Transmittance', descending: true },
  'percent-transmittance': { x: 'Wavenumber (cm⁻¹)', y: 'Transmittance (%)', descending: true },
  'raman-intensity': { x: 'Raman shift (cm⁻¹)', y: 'Raman intensity (counts)', descending: false },
  unspecified: { x: 'Wavenumber (cm⁻¹)', y: 'Intensity', descending: true },
};

/** Round steps so that about `count` of them fit between two values. */
function ticks(low, high, count) {
  const rough = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough);
  const out = [];
  for (let value = Math.ceil(low / step) * step; value <= high + step * 1e-9; value += step) {
    out.push(Math.abs(value) < step * 1e-9 ? 0 : value);
  }
  return { out, digits: Math.max(0, -Math.floor(Math.log10(step) + 1e-9)) };
}

/** The index of the axis value nearest to `value`; the axis ascends. */
function nearest(axis, value) {
  let low = 0;
  let high = axis.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (axis[middle] <= value) low = middle;
    else high = middle;
  }
  return value - axis[low] <= axis[high] - value ? low : high;
}

export class SpectrumPlot extends CanvasView {
  constructor(canvas) {
    super(canvas);
    this.spectrum = null;
    this.activation = null;
    this.held = null;
    this.bands = [];
    this.assignments = []; // of all techniques
    this.at = null;
    this.window = null;
    this.#listen();
  }

  /**
   * @param spectrum { axis, values, quantity } or null
   * @param activation { axis, values } or null
   * @param bands [{ title, positions }] marked above the plot
   */
  show(spectrum, activation, bands) {
    const sameAxis = spectrum && this.spectrum
      && spectrum.axis[0] === this.spectrum.axis[0] && spectrum.axis.at(-1) === this.spectrum.axis.at(-1);
    if (!sameAxis) {
      this.window = null;
      this.at = null;
    }
    this.spectrum = spectrum;
    this.activation = activation;
    this.bands = bands;
    this.draw();
  }

  hold(held) {
    this.held = held;
    this.draw();
  }

  #frame() {
    const { width, height } = this;
    const kind = QUANTITIES[this.spectrum.quantity] ?? QUANTITIES.unspecified;
    const axis = this.spectrum.axis;
    const [from, to] = this.window ?? [axis[0], axis.at(-1) > axis[0] ? axis.at(-1) : axis[0] + 1];
    const left = MARGIN.left;
    const right = width - MARGIN.right;
    const toX = (w) => {
      const part = (w - from) / (to - from);
      return kind.descending ? right - part * (right - left) : left + part * (right - left);
    };
    const toW = (x) => {
      const part = (x - left) / (right - left);
      return kind.descending ? to - part * (to - from) : from + part * (to - from);
    };
    return { width, height, kind, from, to, left, right, top: this.bands.length ? MARGIN.top : 14, bottom: height - MARGIN.bottom, toX, toW };
  }

  #valueRange(frame) {
    let low = Infinity;
    let high = -Infinity;
    for (const drawn of [this.spectrum, this.held?.spectrum]) {
      if (!drawn || drawn.quantity !== this.spectrum.quantity) continue;
      drawn.axis.forEach((w, i) => {
        const value = drawn.values[i];
        if (w < frame.from || w > frame.to || value === null) return;
        low = Math.min(low, value);
        high = Math.max(high, value);
      });
    }
    if (!(high > low)) {
      const middle = Number.isFinite(low) ? low : 0;
      return [middle - 1, middle + 1];
    }
    const room = (high - low) * 0.06;
    return [low - room, high + room];
  }

  paint(context, width) {
    if (!this.spectrum || width < 200) return;
    const frame = this.#frame();
    const [low, high] = this.#valueRange(frame);
    const toY = (v) => frame.bottom - ((v - low) / (high - low)) * (frame.bottom - frame.top);
    context.font = '12px system-ui, "DejaVu Sans", sans-serif';
    this.#axes(context, frame, low, high, toY);
    context.save();
    context.beginPath();
    context.rect(frame.left, frame.top - 1, frame.right - frame.left, frame.bottom - frame.top + STRIP + 6);
    context.clip();
    if (this.activation) this.#activation(context, frame, toY);
    if (this.held && this.held.spectrum.quantity === this.spectrum.quantity) {
      this.#line(context, frame, toY, this.held.spectrum, '#8e99a8', 1.1, [4, 3]);
    }
    this.#line(context, frame, toY, this.spectrum, '#f2f5f9', 1.5, []);
    context.restore();
    this.#bandMarks(context, frame);
    if (this.held) this.#heldLabel(context, frame);
    if (this.drag) this.#dragged(context, frame);
    if (this.at !== null) this.#crosshair(context, frame, toY);
  }

  #axes(context, frame, low, high, toY) {
    context.lineWidth = 1;
    const vertical = ticks(low, high, Math.max(2, (frame.bottom - frame.top) / 34));
    context.textAlign = 'right';
    context.textBaseline = 'middle';
    for (const value of vertical.out) {
      const y = Math.round(toY(value)) + 0.5;
      context.strokeStyle = '#1e2630';
      context.beginPath();
      context.moveTo(frame.left, y);
      context.lineTo(frame.right, y);
      context.stroke();
      context.fillStyle = '#8e99a8';
      context.fillText(value.toFixed(Math.min(6, vertical.digits)), frame.left - 7, y);
    }
    const horizontal = ticks(frame.from, frame.to, Math.max(2, (frame.right - frame.left) / 90));
    const base = frame.bottom + (this.activation ? STRIP + 4 : 0);
    context.textAlign = 'center';
    context.textBaseline = 'top';
    for (const value of horizontal.out) {
      const x = Math.round(frame.toX(value)) + 0.5;
      context.strokeStyle = '#4a5564';
      context.beginPath();
      context.moveTo(x, base);
      context.lineTo(x, base + 4);
      context.stroke();
      context.fillText(value.toFixed(horizontal.digits), x, base + 6);
    }
    context.strokeStyle = '#4a5564';
    context.strokeRect(frame.left + 0.5, frame.top + 0.5, frame.right - frame.left, frame.bottom - frame.top);
    context.fillStyle = '#b7c0cc';
    context.fillText(frame.kind.x, (frame.left + frame.right) / 2, frame.height - 17);
    context.save();
    context.translate(14, (frame.top + frame.bottom) / 2);
    context.rotate(-Math.PI / 2);
    context.textBaseline = 'middle';
    context.fillText(frame.kind.y, 0, 0);
    context.restore();
  }

  #line(context, frame, toY, drawn, colour, width, dash) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.lineJoin = 'round';
    context.setLineDash(dash);
    context.beginPath();
    let pen = false;
    drawn.axis.forEach((w, i) => {
      const value = drawn.values[i];
      if (value === null) {
        pen = false;
        return;
      }
      if (pen) context.lineTo(frame.toX(w), toY(value));
      else context.moveTo(frame.toX(w), toY(value));
      pen = true;
    });
    context.stroke();
    context.setLineDash([]);
  }

  /** The area under the curve and a strip below it, coloured by activation, one column a pixel. */
  #activation(context, frame, toY) {
    const { axis, values } = this.activation;
    let most = 0;
    for (const value of values) most = Math.max(most, Math.abs(value));
    if (most === 0) return;
    const spectrum = this.spectrum;
    for (let x = Math.floor(frame.left); x < frame.right; x++) {
      const w = frame.toW(x + 0.5);
      if (w < axis[0] || w > axis.at(-1)) continue;
      const strength = this.#strongest(frame, x, w) / most;
      context.fillStyle = activationColour(strength);
      context.fillRect(x, frame.bottom + 3, 1, STRIP);
      const value = spectrum.values[nearest(spectrum.axis, w)];
      if (value === null) continue;
      context.fillStyle = activationColour(strength, 0.8);
      const y = this.#interpolate(spectrum, w);
      context.fillRect(x, toY(y), 1, frame.bottom - toY(y));
    }
    context.strokeStyle = '#252d38';
    context.strokeRect(frame.left + 0.5, frame.bottom + 2.5, frame.right - frame.left - 1, STRIP + 1);
  }

  #interpolate(drawn, w) {
    const i = nearest(drawn.axis, w);
    const j = Math.max(0, Math.min(drawn.axis.length - 1, w > drawn.axis[i] ? i + 1 : i - 1));
    if (i === j || drawn.values[j] === null) return drawn.values[i];
    const part = (w - drawn.axis[i]) / (drawn.axis[j] - drawn.axis[i]);
    return drawn.values[i] + Math.max(0, Math.min(1, part)) * (drawn.values[j] - drawn.values[i]);
  }

  /** Of the points that share one column, the strongest: a narrow peak must not vanish. */
  #strongest(frame, x, w) {
    const { axis, values } = this.activation;
    const reach = Math.abs(frame.toW(x + 1) - frame.toW(x)) / 2;
    let best = values[nearest(axis, w)];
    for (let i = nearest(axis, w - reach); i < axis.length && axis[i] <= w + reach; i++) {
      if (axis[i] >= w - reach && Math.abs(values[i]) > Math.abs(best)) best = values[i];
    }
    return best;
  }

  #bandMarks(context, frame) {
    context.textBaseline = 'bottom';
    context.textAlign = 'center';
    const marks = this.bands.flatMap((band) => band.positions.map((at) => ({ at, title: band.positions.length === 1 ? band.title : '' })))
      .filter((mark) => mark.at >= frame.from && mark.at <= frame.to)
      .sort((a, b) => frame.toX(a.at) - frame.toX(b.at));
    const ends = [-Infinity, -Infinity]; // of the labels in the two lines above the plot
    const named = new Set();
    for (const mark of marks) {
      const x = frame.toX(mark.at);
      context.strokeStyle = '#56b4e966';
      context.beginPath();
      context.moveTo(x, frame.top - 4);
      context.lineTo(x, frame.bottom);
      context.setLineDash([2, 4]);
      context.stroke();
      context.setLineDash([]);
      const width = context.measureText(mark.title).width;
      const centre = Math.max(frame.left + width / 2, Math.min(frame.right - width / 2, x));
      const line = ends.findIndex((end) => centre - width / 2 > end + 10);
      if (mark.title && line >= 0 && !named.has(mark.at)) {
        context.fillStyle = '#7fb8dc';
        context.fillText(mark.title, centre, frame.top - 4 - 14 * line);
        ends[line] = centre + width / 2;
        named.add(mark.at);
      }
    }
  }

  #heldLabel(context, frame) {
    context.textAlign = 'left';
    context.textBaseline = 'top';
    context.fillStyle = '#8e99a8';
    context.fillText(`- - held: ${this.held.label}`, frame.left + 8, frame.top + 6);
  }

  #dragged(context, frame) {
    context.fillStyle = '#56b4e926';
    const [a, b] = this.drag;
    context.fillRect(Math.min(a, b), frame.top, Math.abs(b - a), frame.bottom - frame.top);
  }

  /** What stands under the cursor, as text. */
  reading() {
    if (!this.spectrum || this.at === null) return '';
    const i = nearest(this.spectrum.axis, this.at);
    const w = this.spectrum.axis[i];
    let text = `${w.toFixed(1)} cm⁻¹   ${short(this.spectrum.values[i])}`;
    if (this.activation) {
      const { axis, values } = this.activation;
      if (w >= axis[0] && w <= axis.at(-1)) text += `   activation ${short(values[nearest(axis, w)])}`;
      else text += '   outside the model’s axis';
    }
    const assignment = this.assignments
      .filter((a) => a.technique === this.spectrum.assignments && Math.abs(a.centre - w) <= a.halfWidth)
      .sort((a, b) => Math.abs(a.centre - w) - Math.abs(b.centre - w))[0];
    return assignment ? `${text}   ${assignment.name}` : text;
  }

  #crosshair(context, frame, toY) {
    const i = nearest(this.spectrum.axis, this.at);
    const x = frame.toX(this.spectrum.axis[i]);
    if (x < frame.left - 1 || x > frame.right + 1) return;
    context.strokeStyle = '#d9dfe880';
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(Math.round(x) + 0.5, frame.top);
    context.lineTo(Math.round(x) + 0.5, frame.bottom);
    context.stroke();
    const value = this.spectrum.values[i];
    if (value !== null) {
      context.fillStyle = '#fff';
      context.beginPath();
      context.arc(x, toY(value), 3.2, 0, 2 * Math.PI);
      context.fill();
    }
    const text = this.reading();
    const width = context.measureText(text).width + 14;
    const left = Math.max(frame.left + 4, Math.min(frame.right - width - 4, x + (x > (frame.left + frame.right) / 2 ? -width - 8 : 8)));
    context.fillStyle = '#0c0f14e6';
    context.fillRect(left, frame.top + 5, width, 21);
    context.fillStyle = '#d9dfe8';
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    context.fillText(text, left + 7, frame.top + 16);
  }

  #listen() {
    const canvas = this.canvas;
    const place = (event) => event.clientX - canvas.getBoundingClientRect().left;
    canvas.addEventListener('pointermove', (event) => {
      if (!this.spectrum) return;
      const frame = this.#frame();
      const x = Math.max(frame.left, Math.min(frame.right, place(event)));
      if (this.drag) this.drag[1] = x;
      this.at = frame.toW(x);
      this.draw();
    });
    canvas.addEventListener('pointerdown', (event) => {
      if (!this.spectrum || event.button !== 0) return;
      this.drag = [place(event), place(event)];
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener('pointerup', () => {
      const drag = this.drag;
      this.drag = null;
      if (drag && Math.abs(drag[1] - drag[0]) > 6) {
        const frame = this.#frame();
        const [a, b] = [frame.toW(drag[0]), frame.toW(drag[1])];
        this.window = [Math.max(frame.from, Math.min(a, b)), Math.min(frame.to, Math.max(a, b))];
      }
      this.draw();
    });
    canvas.addEventListener('dblclick', () => {
      this.window = null;
      this.draw();
    });
    canvas.addEventListener('pointerleave', () => {
      this.at = null;
      this.draw();
    });
    canvas.addEventListener('keydown', (event) => {
      if (!this.spectrum || !['ArrowLeft', 'ArrowRight', 'Escape'].includes(event.key)) return;
      event.preventDefault();
      if (event.key === 'Escape') {
        this.window = null;
        this.at = null;
      } else {
        const axis = this.spectrum.axis;
        const frame = this.#frame();
        const right = event.key === 'ArrowRight';
        const step = (right === frame.kind.descending ? -1 : 1) * (event.shiftKey ? 10 : 1);
        const i = this.at === null ? axis.length >> 1 : nearest(axis, this.at) + step;
        this.at = axis[Math.max(0, Math.min(axis.length - 1, i))];
      }
      this.draw();
    });
  }
}
