// One spectrum, explained in several ways that stand above each other.

import { bandsOf, csv, explain, mapOf, methods, methodTitle } from './api.js';
import { bandText, unit, unreliableBadge } from './contextcards.js';
import { button, download, element } from './dom.js';
import { short } from './legend.js';
import { PlanePlot, isPlane } from './plot/planeplot.js';
import { StripPlot } from './plot/stripplot.js';

/** The classes or labels of a result, or the name of its value; none where it was not judged. */
const named = ({ class: predicted, classes, notJudged, value, labels }) => {
  if (predicted) return classes;
  if (notJudged) return [];
  return value ? [value.name] : labels.map((label) => label.name);
};

/** What is explained unless something else is asked for, as the service has it: the predicted class, or the label that scores highest. */
export const usual = ({ class: predicted, labels, value }) => predicted ?? value?.name
  ?? [...labels].sort((a, b) => b.score - a.score)[0].name;

export class MethodsPanel {
  constructor(root) {
    this.root = root;
    this.method = null;
    this.explained = null;
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
    const axis = answer.modelAxis ?? cards?.axis ?? answer.spectrum?.axis;
    this.names = named(result);
    if (!axis || !this.names.length) {
      this.hint(result.outcome ? 'Nothing was said of this spectrum, so there is nothing to explain.' : 'Without a model there is nothing to explain.');
      return;
    }
    this.shared = { at: null, strips: [] };
    this.range = [axis[0], axis.at(-1)];
    this.descending = answer.spectrum?.quantity !== 'raman-intensity';
    const parts = result.class ? [this.#verdict()] : [];
    if (answer.spectrum && !isPlane(answer.spectrum)) parts.push(this.#row('spectrum', 'Spectrum', ['as measured'], { spectrum: answer.spectrum, bands: [] }));
    if (activation) parts.push(this.#method('cam', ['of the ensemble'], activation, bandsOf(answer, 'cam')));
    this.amortised = element('div', 'method-slot');
    this.exact = element('div', 'method-slot');
    if (lime) this.amortised.append(this.#method('lime-amortised', ['one forward pass'], lime, bandsOf(answer, 'lime-amortised')));
    if (cards) parts.push(this.amortised);
    if (this.#askable.length) parts.push(this.exact);
    else if (known && !result.class) parts.push(element('p', 'quiet', 'The model has nothing that explains this: ./spectra models explain adds it.'));
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

  /** The choice of what to explain, where there is one: a class or a label. */
  #chosen(asked) {
    const { result } = this.answer;
    const standard = usual(result);
    const chosen = element('select');
    chosen.setAttribute('aria-label', result.class ? 'Class' : 'Label');
    chosen.append(...this.names.map((name) => {
      const label = result.labels.find((found) => found.name === name);
      return new Option(label ? `${name} ${short(label.score)}${label.present ? ', present' : ''}` : name, name);
    }));
    chosen.value = this.names.includes(this.explained) ? this.explained : standard;
    chosen.hidden = this.names.length < 2;
    const fits = () => {
      chosen.disabled = result.class !== null && !methods.get(asked.value).explainsAnyClass;
      if (chosen.disabled) chosen.value = standard;
    };
    asked.addEventListener('change', fits);
    if (asked.value) fits();
    return chosen;
  }

  /** The question for an exact explanation: of what, samples, seed, and a button. */
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
    const chosen = this.#chosen(asked);
    form.append(asked, chosen, samples, element('label', '', 'seed'), seed, go);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.method = asked.value;
      this.explained = chosen.value === usual(this.answer.result) ? null : chosen.value;
      this.samples = samples.value;
      this.seed = seed.value || '0';
      this.#explainExactly(go);
    });
    this.exact.replaceChildren(form);
  }

  async #explainExactly(go) {
    const { method } = this;
    const { result } = this.answer;
    const { image, x, y } = result;
    const of = this.explained ?? usual(result);
    const query = { seed: this.seed, ...(this.samples ? { samples: this.samples } : {}), ...(result.value || of === result.class ? {} : { class: of }) };
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
      if (found.explains !== result.class) figures.unshift(`of ${found.explains}`);
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
