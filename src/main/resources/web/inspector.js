// What is known about the clicked pixel.

import { unreliableBadge } from './contextcards.js';
import { element, swatch as coloured } from './dom.js';
import { flagTitle, short } from './legend.js';
import { classColour, contextColour } from './palettes.js';

const swatch = (index) => coloured(classColour(index));

function facts(pairs) {
  const list = element('dl', 'facts');
  for (const [name, value, code] of pairs) {
    if (value === null || value === undefined || value === '') continue;
    const cell = element('dd');
    cell.append(code ? element('code', '', value) : value);
    if (code) cell.title = code;
    list.append(element('dt', '', name), cell);
  }
  return list;
}

const digest = (text) => (text ? text.replace(/^sha256:/, '').slice(0, 12) : null);
const percent = (value) => (value === null ? '–' : `${(100 * value).toFixed(value > 0 && value < 0.1 ? 1 : 0)} %`);
const place = (p) => (p && p.topic ? `${p.topic}-${p.partition} @ ${p.offset}` : null);

export class Inspector {
  /** @param openContext is called with the number of a context whose card is wanted */
  constructor(root, title, openContext) {
    this.openContext = openContext;
    this.root = root;
    this.title = title;
  }

  hint(text) {
    this.title.textContent = 'Pixel';
    this.root.replaceChildren(element('p', 'hint', text));
  }

  fail(pixel, message) {
    this.title.textContent = `Pixel ${pixel.x}, ${pixel.y}`;
    this.root.replaceChildren(element('p', 'hint', message));
  }

  show(answer) {
    this.title.textContent = `Pixel ${answer.x}, ${answer.y}`;
    const parts = [];
    if (answer.scores) parts.push(...this.#scores(answer.scores));
    if (answer.context) parts.push(...this.#context(answer));
    parts.push(...this.#quality(answer));
    if (answer.activationMap?.topBands.length) parts.push(...this.#topBands(answer.activationMap.topBands, answer.scores.predicted));
    if (answer.activationBands.length) parts.push(...this.#strongest('activation-bands', 'Strongest by activation map', answer.activationBands));
    if (answer.limeBands.length) parts.push(...this.#strongest('lime-bands', 'Strongest by LIME (amortised)', answer.limeBands));
    if (answer.unreliableMethods.length) {
      const flags = element('div', 'flags');
      flags.id = 'unreliable-methods';
      flags.append(...answer.unreliableMethods.map(unreliableBadge));
      parts.push(element('h3', '', 'Not to be trusted for this model'), flags);
    }
    if (answer.activationMapMissing) parts.push(element('h3', '', 'Activation map'), element('p', 'quiet', answer.activationMapMissing));
    if (answer.bands.length) parts.push(...this.#bands(answer.bands));
    parts.push(...this.#provenance(answer));
    this.root.replaceChildren(...parts);
  }

  #scores(scores) {
    const predicted = scores.classes.indexOf(scores.predicted);
    const verdict = element('div', 'verdict');
    verdict.id = 'verdict';
    verdict.append(swatch(predicted), scores.predicted ?? 'no class');
    if (predicted < 0) {
      return [verdict, element('p', 'verdict-about', 'The spectrum cannot be used: its quality flags say why.')];
    }
    const votes = scores.memberVotes.filter((vote) => vote === predicted).length;
    const about = element('p', 'verdict-about',
      `confidence ${scores.confidence.toFixed(2)} · ${votes} of ${scores.memberVotes.length} members agree`);
    const probabilities = element('div', 'probabilities');
    probabilities.id = 'probabilities';
    scores.classes.forEach((name, i) => {
      const track = element('div', 'bar-track');
      const fill = element('div', 'bar-fill');
      fill.style.width = `${100 * scores.probabilities[i]}%`;
      fill.style.background = classColour(i);
      const tick = element('div', 'bar-tick');
      tick.style.left = `${100 * scores.meanProbabilities[i]}%`;
      track.append(fill, tick);
      track.title = `${percent(scores.probabilities[i])} of the votes, mean probability ${short(scores.meanProbabilities[i])}`;
      probabilities.append(element('span', '', name), track, element('span', 'number', percent(scores.probabilities[i])));
    });
    const row = element('div', 'votes');
    row.id = 'votes';
    scores.memberVotes.forEach((vote, member) => {
      const box = element('span', vote < 0 ? 'vote none' : 'vote', vote < 0 ? '–' : String(member + 1));
      if (vote >= 0) box.style.background = classColour(vote);
      box.title = `member ${member + 1}: ${vote < 0 ? 'no vote' : scores.classes[vote]}`;
      row.append(box);
    });
    return [verdict, about,
      element('h3', '', 'Class probabilities (bar: votes, tick: mean)'), probabilities,
      element('h3', '', 'Member votes'), row];
  }

  #context({ context, scores }) {
    const open = element('button', 'context-link');
    open.type = 'button';
    open.id = 'context-of-pixel';
    open.title = 'Open the card of this context';
    open.append(coloured(contextColour(context.id)), `${context.id}, stands for ${context.label}`);
    open.addEventListener('click', () => this.openContext(context.id));
    const flags = element('div', 'flags');
    if (context.contradicts) flags.append(element('span', 'badge contradiction', `contradicts ${scores.predicted}`));
    if (context.outside) flags.append(element('span', 'badge flag', 'outside its context'));
    const list = facts([['distance', short(context.distance)], ['linearised vote', context.linearised]]);
    list.id = 'context-facts';
    return [element('h3', '', 'Context'), open, flags, list];
  }

  #strongest(id, title, bands) {
    const list = facts(bands.map((band) => [`${band.wavenumber.toFixed(0)} cm⁻¹`, `${band.value < 0 ? 'against' : 'for'} · ${band.assignment ?? '–'}`]));
    list.id = id;
    return [element('h3', '', title), list];
  }

  #quality(answer) {
    const flags = element('div', 'flags');
    flags.id = 'quality';
    for (const flag of answer.quality) flags.append(element('span', 'badge flag', flagTitle(flag)));
    if (!answer.quality.length) flags.append(element('p', 'quiet', 'no flag'));
    return [element('h3', '', 'Quality'), flags];
  }

  #topBands(bands, predicted) {
    const known = bands.some((band) => band.assignment);
    const list = known
      ? facts(bands.map((band) => [`${band.wavenumber.toFixed(0)} cm⁻¹`, band.assignment ?? '–']))
      : element('p', 'plain', `${bands.map((band) => band.wavenumber.toFixed(0)).join(' · ')} cm⁻¹`);
    list.id = 'top-bands';
    return [element('h3', '', `Speaks most for ${predicted}`), list];
  }

  #bands(bands) {
    const list = facts(bands.map((band) => [band.title, `${short(band.value)}${band.unit ? ` ${band.unit}` : ''}`]));
    list.id = 'bands';
    list.classList.add('values');
    return [element('h3', '', 'Bands'), list];
  }

  #provenance(answer) {
    const made = answer.provenance;
    const acquired = answer.spectrum?.acquiredAtMs;
    const list = facts([
      ['spectrum', answer.simulated ? 'simulated, not measured' : 'measured'],
      ['source', answer.spectrum?.source],
      ['acquired', acquired ? new Date(acquired).toISOString().replace('T', ' ').slice(0, 19) + ' UTC' : null],
      ['pipeline', answer.pipeline],
      ['model', made.model ? `${made.model} ${made.modelVersion}` : 'none'],
      ['model digest', digest(made.modelDigest), made.modelDigest],
      ['preprocessing', digest(made.preprocessingDigest), made.preprocessingDigest],
      ['explanation', made.explanationMethod],
      ['samples, seed', made.explanationSamples ? `${made.explanationSamples}, ${made.explanationSeed}` : null],
      ['service', made.serviceVersion],
      ['scored', place(made.source), `partition ${made.source.partition}, offset ${made.source.offset}, row ${made.source.row}`],
      ['result', place(answer.result), `partition ${answer.result.partition}, offset ${answer.result.offset}, row ${answer.result.row}`],
    ]);
    list.id = 'provenance';
    return [element('h3', '', 'Provenance'), list];
  }
}
