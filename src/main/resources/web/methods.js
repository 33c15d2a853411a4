// One spectrum, explained in several ways that stand above each other.

import { bandsOf, csv, explain, mapOf, methods, methodTitle } from './api.js';
import { bandText, unit, unreliableBadge } from './contextcards.js';
import { button, download, element } from './dom.js';
import { short } from './legend.js';
import { PlanePlot, isPlane } from './plot/planeplot.js';
import { StripPlot } from './plot/stripplot.js';

export class MethodsPanel {
  constructor(root) {
    this.root = root;
    this.method = null;
    this.samples = '';
    this.seed = '0';
    this.hint('Click a pixel to compare what the methods say about it.');
  }

  hint(text) {
    this.answer = null;
    this.request?.abort();
    this.root.replaceChildren(element('p', 'hint', text));
  }

  /**
   * @param answer the pixel's answer
   * @param cards the contexts of its model, or null
   * @param known what explains its model, or null where that is not read yet
   */
  show(answer, cards, known) {
    this.request?.abort();
    this.request = new AbortController();
    this.answer = answer;
    this.cards = cards;
    this.known = known;
    const activation = mapOf(answer, 'activationMap');
    const lime = mapOf(answer, 'limeMap');
    const { result } = answer;
    const axis = answer.modelAxis ?? cards?.axis;
    if (!axis || !result.class) {
      const without = result.outcome ? 'This page explains classes: of labels and values it has no explanations.' : 'Without a model there is nothing to explain.';
      this.hint(result.classes.length ? 'This spectrum has no class, so there is nothing to explain.' : without);
      return;
    }
    this.shared = { at: null, strips: [] };
    this.range = [axis[0], axis.at(-1)];
    this.descending = answer.spectrum?.quantity !== 'raman-intensity';
    const parts = [this.#verdict()];
    if (answer.spectrum && !isPlane(answer.spectrum)) parts.push(this.#row('spectrum', 'Spectrum', ['as measured'], { spectrum: answer.spectrum, bands: [] }));
    if (activation) parts.push(this.#method('cam', ['of the ensemble'], activation, bandsOf(answer, 'cam')));
    this.amortised = element('div', 'method-slot');
    this.exact = element('div', 'method-slot');
    if (lime) this.amortised.append(this.#method('lime-amortised', ['one forward pass'], lime, bandsOf(answer, 'lime-amortised')));
    if (cards) parts.push(this.amortised);
    if (this.#askable.length) parts.push(this.exact);
    this.#askExact();
    if (result.context && cards) parts.push(this.#context(cards.contexts[result.context.id]));
    this.root.replaceChildren(...parts);
    const last = [...this.root.querySelectorAll('.method')].at(-1);
    if (last) last.plot.numbers = true;
    if (cards && !lime) this.#fetchAmortised();
  }

  /** What the context says of the class: agreement, contradiction, distance. */
  #verdict() {
    const { context, class: predicted } = this.answer.result;
    const line = element('p', 'method-verdict');
    line.id = 'method-verdict';
    if (!context) {
      line.textContent = this.cards ? 'This spectrum has no context.' : 'The model has no contexts.';
      return line;
    }
    line.dataset.contradicts = String(context.contradicts);
    line.append(element('b', '', context.contradicts ? 'Contradiction' : 'No contradiction'),
      `: the ensemble says ${predicted}, context ${context.id} stands for ${context.class}, the linearised vote is ${context.linearisedClass}.`);
    if (context.outside) {
      line.append(' ', element('span', 'badge flag', 'outside its context'),
        ` distance ${short(context.distance)}, 95 % of its training spectra lie within ${short(this.cards?.contexts[context.id].radius)}.`);
    }
    return line;
  }

  #method(method, figures, weights, bands) {
    return this.#row(method, methodTitle(method), figures, { weights, bands });
  }

  /** One strip with its name and figures at the left and its bands at the right. */
  #row(method, title, figures, { weights, spectrum, bands, extra }) {
    const row = element('div', 'method');
    row.dataset.method = method;
    const about = element('div', 'method-about');
    about.append(element('b', '', title));
    for (const text of figures) about.append(element('span', 'figure', text));
    const failed = this.known?.reliability.find((found) => found.method === method && !found.reliable)
      ?? this.answer.result.unreliableMethods.find((found) => found.method === method);
    if (failed) about.append(unreliableBadge(failed));
    if (extra) about.append(extra);
    const canvas = element('canvas');
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', `${title} over the wavenumbers${bands.length ? `; strongest: ${bands.map(bandText).join(', ')}` : ''}`);
    const holder = element('div', 'method-plot');
    holder.append(canvas);
    const list = element('ul', 'method-bands');
    for (const band of bands.slice(0, 4)) list.append(element('li', '', bandText(band)));
    row.append(about, holder, list);
    if (weights?.secondAxis) {
      row.classList.add('of-plane');
      row.plot = new PlanePlot(canvas);
      row.plot.show(this.answer.spectrum, weights, title);
      return row;
    }
    row.plot = new StripPlot(canvas, { range: this.range, descending: this.descending, shared: this.shared, weights, spectrum });
    return row;
  }

  async #fetchAmortised() {
    const { image, x, y } = this.answer.result;
    const title = methodTitle('lime-amortised');
    this.amortised.replaceChildren(element('p', 'quiet', `${title}: asking …`));
    try {
      const found = await explain(image, x, y, 'lime-amortised', {}, this.request.signal);
      this.amortised.replaceChildren(this.#method('lime-amortised', ['one forward pass'],
        { axis: found.wavenumbers, values: found.weights }, found.bands));
    } catch (error) {
      if (error.name !== 'AbortError') this.amortised.replaceChildren(element('p', 'quiet', `${title}: ${error.message}`));
    }
  }

  /** The methods that ask the ensemble itself and that the model has all for; the best reliable one first. */
  get #askable() {
    const known = (this.known?.methods ?? []).filter((id) => methods.get(id)?.exact && id !== 'cam');
    const first = known.includes(this.known?.preferred) ? this.known.preferred : 'lime';
    return known.sort((a, b) => Number(b === first) - Number(a === first));
  }

  /** The question for an exact explanation: samples, seed, and a button. */
  #askExact() {
    const form = element('form', 'ask');
    const asked = element('select');
    asked.setAttribute('aria-label', 'Method');
    asked.append(...this.#askable.map((id) => new Option(methodTitle(id), id)));
    if (this.#askable.includes(this.method)) asked.value = this.method;
    const samples = element('select');
    samples.setAttribute('aria-label', 'Samples');
    samples.append(new Option('default samples', ''), ...['500', '1000', '2000', '5000', '20000'].map((n) => new Option(`${n} samples`, n)));
    samples.value = this.samples;
    const seed = element('input');
    seed.type = 'number';
    seed.min = '0';
    seed.max = '999999';
    seed.value = this.seed;
    seed.setAttribute('aria-label', 'Seed');
    const go = element('button', '', 'explain exactly');
    go.type = 'submit';
    go.id = 'explain-exactly';
    form.append(asked, samples, element('label', '', 'seed'), seed, go);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.method = asked.value;
      this.samples = samples.value;
      this.seed = seed.value || '0';
      this.#explainExactly(go);
    });
    this.exact.replaceChildren(form);
  }

  async #explainExactly(go) {
    const { image, x, y } = this.answer.result;
    const { method } = this;
    const query = { seed: this.seed, ...(this.samples ? { samples: this.samples } : {}) };
    go.disabled = true;
    go.textContent = 'explaining …';
    try {
      const asked = performance.now();
      const found = await explain(image, x, y, method, query, this.request.signal);
      const seconds = `${((performance.now() - asked) / 1000).toFixed(2)} s`;
      const figures = found.samples ? [
        `${found.samples} samples, seed ${found.seed}, ${seconds}`,
        `${found.rSquared === null ? '' : `R² ${short(found.rSquared)}, `}reproducibility ${short(found.reproducibility)}`,
      ] : [`needs no samples, ${seconds}`];
      const extra = element('span', 'method-tools');
      extra.append(download('', 'CSV', csv.explanation(image, x, y, method, query)), button('link', 'again', 'Ask again, with other samples or another seed', () => this.#askExact()));
      this.exact.replaceChildren(this.#row(method, methodTitle(method), figures,
        { weights: { axis: found.wavenumbers, secondAxis: found.secondAxis, axisKind: found.axisKind, values: found.weights }, bands: found.bands, extra }));
    } catch (error) {
      if (error.name === 'AbortError') return;
      this.#askExact();
      this.exact.append(element('p', 'quiet', error.message));
    }
  }

  #context(card) {
    const { axis } = this.cards;
    const wide = element('div');
    const { distance } = this.answer.result.context;
    const weights = this.#row('crime', `${methodTitle('crime')} ${card.id}, ${card.label}`,
      [`distance ${short(distance)}, radius ${short(card.radius)}`, 'mean weights of its training spectra'],
      { weights: { axis, values: card.meanWeights }, bands: card.bands });
    const spectrum = this.#row('crime-spectrum', '', [`mean spectrum (${unit(this.cards)})`], { spectrum: { axis, values: card.meanBeforeStandardisation }, bands: [] });
    wide.append(weights, spectrum);
    return wide;
  }
}
