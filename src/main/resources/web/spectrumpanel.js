// The spectrum of the clicked pixel: a curve or a plane with the map of its class, and one held beside it to compare.

import { csv, mapOf, methodTitle } from './api.js';
import { byId } from './dom.js';
import { PlanePlot, isPlane } from './plot/planeplot.js';
import { SpectrumPlot } from './plot/spectrumplot.js';

const HINT = 'Click a pixel to see its spectrum and what its class rests on.';

export class SpectrumPanel {
  #answer = null;

  constructor() {
    this.plot = new SpectrumPlot(byId('plot'));
    this.plane = new PlanePlot(byId('plane'));
    byId('hold').addEventListener('click', () => this.#toggleHold());
  }

  /** Shows no pixel, and why. */
  hint(text = HINT) {
    this.#answer = null;
    this.#draw(null, null, []);
    byId('plot-hint').hidden = false;
    byId('plot-hint').textContent = text;
    byId('spectrum-title').textContent = 'Spectrum';
    byId('spectrum-simulated').hidden = true;
    byId('activation-key').hidden = true;
    byId('hold').disabled = !this.plot.held;
    byId('pixel-csv').hidden = true;
  }

  /** @param bands what the pipeline reads from the spectrum */
  show(answer, image, bands) {
    this.#answer = answer;
    const { result, spectrum } = answer;
    const activation = mapOf(answer, 'activationMap');
    const size = image.pixelSizeMicrometres;
    const where = size ? ` (${(result.x * size).toFixed(1)}, ${(result.y * size).toFixed(1)} µm)` : '';
    byId('spectrum-title').textContent = `Spectrum at ${result.x}, ${result.y}${where}`;
    byId('spectrum-simulated').hidden = !result.simulated;
    byId('activation-key').title = answer.modelAxisMissing ?? '';
    byId('activation-key').hidden = !activation || !(spectrum || isPlane(activation));
    byId('activation-class').textContent = result.class ?? '';
    byId('plot-hint').hidden = spectrum !== null;
    byId('plot-hint').textContent = answer.spectrumMissing ?? '';
    byId('hold').disabled = isPlane(spectrum) || (!spectrum && !this.plot.held);
    byId('pixel-csv').href = csv.pixel(result.image, result.x, result.y);
    byId('pixel-csv').hidden = false;
    this.#draw(spectrum, activation, bands);
  }

  #draw(spectrum, activation, bands) {
    const flat = isPlane(spectrum) || isPlane(activation);
    byId('plot').hidden = flat;
    byId('plane').hidden = !flat;
    this.plane.show(flat ? spectrum : null, flat ? activation : null, methodTitle('cam'));
    this.plot.show(flat ? null : spectrum, flat ? null : activation, bands);
  }

  #toggleHold() {
    const answer = this.#answer;
    const held = this.plot.held ? null
      : { spectrum: answer.spectrum, label: `${answer.result.image} ${answer.result.x}, ${answer.result.y}` };
    this.plot.hold(held);
    byId('hold').setAttribute('aria-pressed', String(held !== null));
    byId('hold').textContent = held ? 'let go' : 'hold';
    byId('hold').disabled = !held && !answer?.spectrum;
  }
}
