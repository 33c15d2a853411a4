// What is known about the clicked pixel.

import { bandsOf, methodTitle } from './api.js';
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
const placeTitle = (p) => (p ? `partition ${p.partition}, offset ${p.offset}, spectrum ${p.index}` : null);
const place = (p) => (p && p.topic ? `${p.topic}-${p.partition} @ ${p.offset}` : null);

/** How far out a spectrum lies; odds of a background reach numbers that say no more than "far". */
const timesOut = (distance) => (distance > 1000 ? 'more than 1,000' : short(distance));

/** Why a spectrum was not judged, and how far out it lies. */
const notJudged = ({ text, distance }) => `Not judged: ${text}${distance === null ? '' : ` (${timesOut(distance)} times as far out as the limit)`}.`;

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

  /** @param answer of the service; @param image that the pixel is of */
  show(answer, image) {
    const { result } = answer;
    this.title.textContent = `Pixel ${result.x}, ${result.y}`;
    const parts = [];
    if (result.classes.length) parts.push(...this.#scores(result));
    else if (result.outcome) parts.push(...this.#outcome(result));
    if (result.context) parts.push(...this.#context(result));
    parts.push(...this.#quality(result));
    if (result.truth) parts.push(...this.#truth(result));
    if (result.shadow) parts.push(...this.#shadow(result));
    for (const { method } of answer.strongest) parts.push(...this.#strongest(method, bandsOf(answer, method)));
    if (result.unreliableMethods.length) {
      const flags = element('div', 'flags');
      flags.id = 'unreliable-methods';
      flags.append(...result.unreliableMethods.map(unreliableBadge));
      parts.push(element('h3', '', 'Not to be trusted for this model'), flags);
    }
    if (answer.modelAxisMissing) parts.push(element('h3', '', 'Explanations'), element('p', 'quiet', answer.modelAxisMissing));
    if (result.bands.length) parts.push(...this.#bands(result.bands, image));
    if (result.readings.length) parts.push(...this.#readings(result.readings));
    parts.push(...this.#provenance(answer));
    this.root.replaceChildren(...parts);
  }

  #scores(result) {
    const { classes } = result;
    const predicted = classes.indexOf(result.class);
    const verdict = element('div', 'verdict');
    verdict.id = 'verdict';
    const outside = result.notJudged && result.notJudged.reason !== 'quality';
    verdict.append(swatch(predicted), result.class ?? (outside ? 'not judged' : 'no class'));
    if (predicted < 0) {
      return [verdict, element('p', 'verdict-about', outside ? notJudged(result.notJudged)
        : 'The spectrum cannot be used: its quality flags say why.')];
    }
    const votes = result.memberVotes.filter((vote) => vote === result.class).length;
    const about = element('p', 'verdict-about',
      `confidence ${result.confidence.toFixed(2)} · ${votes} of ${result.memberVotes.length} members agree`);
    const chanceName = result.calibrated ? 'calibrated probability' : 'mean member probability, not calibrated,';
    const probabilities = element('div', 'probabilities');
    probabilities.id = 'probabilities';
    classes.forEach((name, i) => {
      const share = result.voteShares[name];
      const chance = (result.probabilities ?? result.meanProbabilities)[name];
      const track = element('div', 'bar-track');
      const fill = element('div', 'bar-fill');
      fill.style.width = `${100 * chance}%`;
      fill.style.background = classColour(i);
      const tick = element('div', 'bar-tick');
      tick.style.left = `${100 * share}%`;
      track.append(fill, tick);
      track.title = `${chanceName} ${short(chance)}, ${percent(share)} of the votes`;
      probabilities.append(element('span', '', name), track, element('span', 'number', percent(chance)));
    });
    const row = element('div', 'votes');
    row.id = 'votes';
    result.memberVotes.forEach((vote, member) => {
      const box = element('span', vote === null ? 'vote none' : 'vote', vote === null ? '–' : String(member + 1));
      if (vote !== null) box.style.background = classColour(classes.indexOf(vote));
      box.title = `member ${member + 1}: ${vote ?? 'no vote'}`;
      row.append(box);
    });
    return [verdict, about,
      element('h3', '', `${result.calibrated ? 'Class probabilities, calibrated' : 'Mean member probabilities, not calibrated'} (tick: votes)`), probabilities,
      element('h3', '', 'Member votes'), row];
  }

  /** Labels or a value, or why there is none. */
  #outcome(result) {
    const verdict = element('div', 'verdict');
    verdict.id = 'verdict';
    if (result.notJudged) {
      verdict.append('not judged');
      return [verdict, element('p', 'verdict-about', notJudged(result.notJudged))];
    }
    if (result.value) {
      verdict.append(`${short(result.value.value)} ${result.value.unit ?? ''}`.trim());
      return [verdict, element('p', 'verdict-about', result.value.name ?? 'value')];
    }
    const present = result.labels.filter((label) => label.present).map((label) => label.name);
    verdict.append(present.length ? present.join(', ') : 'no label');
    const list = facts(result.labels.map((label) => [label.name, `${short(label.score)}, present from ${short(label.threshold)}`]));
    list.id = 'labels';
    return [verdict, element('h3', '', 'Labels'), list];
  }

  #context({ context, class: predicted }) {
    const open = element('button', 'context-link');
    open.type = 'button';
    open.id = 'context-of-pixel';
    open.title = 'Open the card of this context';
    open.append(coloured(contextColour(context.id)), `${context.id}, stands for ${context.class}`);
    open.addEventListener('click', () => this.openContext(context.id));
    const flags = element('div', 'flags');
    if (context.contradicts) flags.append(element('span', 'badge contradiction', `contradicts ${predicted}`));
    if (context.outside) flags.append(element('span', 'badge flag', 'outside its context'));
    const list = facts([['distance', short(context.distance)], ['linearised vote', context.linearisedClass]]);
    list.id = 'context-facts';
    return [element('h3', '', 'Context'), open, flags, list];
  }

  #strongest(method, bands) {
    const list = facts(bands.map((band) => [`${band.wavenumber.toFixed(0)} cm⁻¹`, `${band.weight < 0 ? 'against' : 'for'} · ${band.assignment ?? '–'}`]));
    list.id = `bands-${method}`;
    return [element('h3', '', `Most prominent: ${methodTitle(method)}`), list];
  }

  /** What is truly there, where that is known, and whether the model saw it. */
  #truth(result) {
    const known = result.classes.includes(result.truth);
    const verdict = result.class === null ? (known ? 'missed' : 'rightly without a class')
      : result.class === result.truth ? 'right' : known ? 'wrong class' : 'a class where none belongs';
    const about = element('p', 'plain', result.classes.length ? `${result.truth} · the model is ${verdict}` : result.truth);
    about.id = 'truth';
    return [element('h3', '', 'Truth'), about];
  }

  /** How a version that is tried out compares with this result. */
  #shadow({ shadow }) {
    const said = shadow.comparison.replaceAll('-', ' ');
    const about = element('p', 'plain', `${shadow.model.replace('@', ' ')} · ${said}${shadow.difference === null ? '' : `, ${short(shadow.difference)} apart`}`);
    about.id = 'shadow';
    return [element('h3', '', 'Tried out beside it'), about];
  }

  #quality({ quality }) {
    const flags = element('div', 'flags');
    flags.id = 'quality';
    for (const flag of quality) flags.append(element('span', 'badge flag', flagTitle(flag)));
    if (!quality.length) flags.append(element('p', 'quiet', 'no flag'));
    return [element('h3', '', 'Quality'), flags];
  }

  #bands(bands, image) {
    const titleOf = (name) => image.layers.find((layer) => layer.id === `band:${name}`)?.title ?? name;
    const list = facts(bands.map((band) => [titleOf(band.name), `${short(band.value)}${band.unit ? ` ${band.unit}` : ''}`]));
    list.id = 'bands';
    list.classList.add('values');
    return [element('h3', '', 'Bands'), list];
  }

  #readings(readings) {
    const list = facts(readings.map((reading) => [reading.title ?? reading.name, `${short(reading.value)}${reading.unit ? ` ${reading.unit}` : ''}`]));
    list.id = 'readings';
    list.classList.add('values');
    return [element('h3', '', 'Readings'), list];
  }

  #provenance(answer) {
    const { result, place: lies } = answer;
    const acquired = answer.spectrum?.acquiredAtMs;
    const list = facts([
      ['spectrum', result.simulated ? 'simulated, not measured' : 'measured'],
      ['source', answer.spectrum?.source],
      ['instrument', result.instrument],
      ['measured', result.acquiredLocal ? `${result.acquiredLocal.replace('T', ' ')} (the instrument's clock)` : null],
      ['on the stage', result.stage ? `${short(result.stage.x)}, ${short(result.stage.y)}${result.stage.unit ? ` ${result.stage.unit}` : ''}` : null],
      ['acquired', acquired ? new Date(acquired).toISOString().replace('T', ' ').slice(0, 19) + ' UTC' : null],
      ['pipeline', result.pipeline],
      ['model', result.model?.replace('@', ' ') ?? 'none'],
      ['model digest', digest(result.modelDigest), result.modelDigest],
      ['preprocessing', digest(result.preprocessingDigest), result.preprocessingDigest],
      ['explanation', result.explanationMethod],
      ['service', result.serviceVersion],
      ['scored', place(result.source), placeTitle(result.source)],
      ['result', place(lies), placeTitle(lies)],
    ]);
    list.id = 'provenance';
    return [element('h3', '', 'Provenance'), list];
  }
}
