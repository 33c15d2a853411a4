// Contexts: a strip of small cards as the legend of the map, and one card opened.

import { csv } from './api.js';
import { button, download, element, savePicture, swatch } from './dom.js';
import { short } from './legend.js';
import { classColour, contextColour } from './palettes.js';
import { paintSpectrum, paintWeights, wavenumberFrame } from './plot/stripplot.js';

const number = new Intl.NumberFormat('en');

/** A context's mean spectrum on its mean weights. */
function paintCurves(context, width, height, cards, card, descending, numbers) {
  const frame = wavenumberFrame(cards.axis, descending, 2, width - 2, 2, height - (numbers ? 16 : 2));
  paintWeights(context, frame, cards.axis, card.meanWeights);
  paintSpectrum(context, frame, cards.axis, card.meanBeforeStandardisation, '#f2f5f9', numbers ? 1.5 : 1);
  if (!numbers) return;
  context.fillStyle = '#8e99a8';
  context.font = '11px system-ui, "DejaVu Sans", sans-serif';
  context.textBaseline = 'bottom';
  const [from, to] = [cards.axis[0], cards.axis.at(-1)];
  const step = (to - from) / 200 > 4 ? 400 : 200;
  for (let w = Math.ceil(from / step) * step; w <= to; w += step) {
    const x = frame.toX(w);
    context.textAlign = x < 20 ? 'left' : x > width - 20 ? 'right' : 'center';
    context.fillText(w, x, height);
  }
}

function canvasOf(width, height, paint) {
  const canvas = element('canvas');
  const ratio = window.devicePixelRatio || 1;
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext('2d');
  context.scale(ratio, ratio);
  paint(context);
  return canvas;
}

/** What the mean spectra of contexts are: the quantity, prepared but not yet standardised. */
export const unit = (cards) => `${cards.quantity.replaceAll('-', ' ')}, prepared`;

/** A band in few characters: + speaks for the class, − against it. */
export const bandText = (band) => `${band.weight < 0 ? '−' : '+'} ${band.wavenumber.toFixed(0)}${band.assignment ? ` ${band.assignment}` : ''}`;

export class ContextCards {
  /** @param opened is called with a context's number, or null when its card was closed */
  constructor(strip, panel, { opened }) {
    this.strip = strip;
    this.panel = panel;
    this.opened = opened;
    this.cards = null;
    this.open = null;
  }

  /** @param cards the answer of the service, or null; @param image what they are shown with */
  load(cards, image) {
    this.cards = cards;
    this.image = image;
    this.descending = !image?.raman;
    this.open = null;
    this.panel.replaceChildren();
    this.sparks = new Map(); // small pictures of curves, by context
  }

  /** The strip, contexts with the most pixels first; the layer tells how many there are. */
  showStrip(layer) {
    const counts = layer.counts();
    let total = 0;
    for (const [key, count] of counts) if (key >= 0) total += count;
    const known = this.cards.contexts.filter((card) => counts.get(card.id))
      .sort((a, b) => counts.get(b.id) - counts.get(a.id));
    const head = element('span', 'title', `${known.length} of ${this.cards.contexts.length} contexts`);
    const list = element('div', 'cards');
    list.setAttribute('role', 'group');
    list.setAttribute('aria-label', 'Contexts of this image, most pixels first');
    list.append(...known.map((card) => this.#small(card, counts.get(card.id), total)));
    const scrolled = this.strip.querySelector('.cards')?.scrollLeft ?? 0;
    const focused = this.strip.contains(document.activeElement) ? document.activeElement.dataset.context : null;
    this.strip.replaceChildren(head, list);
    list.scrollLeft = scrolled;
    if (focused) list.querySelector(`[data-context="${focused}"]`)?.focus();
  }

  #small(card, count, total) {
    const node = button('card', '', `Context ${card.id}, ${card.label}: open its card and select its pixels`,
      () => this.choose(this.open === card.id ? null : card.id));
    node.dataset.context = card.id;
    node.setAttribute('aria-pressed', String(this.open === card.id));
    const name = element('span', 'name');
    name.append(swatch(contextColour(card.id)), `${card.id} ${card.label}`);
    const about = element('small', '', `${number.format(count)} px · ${((100 * count) / total).toFixed(count < total / 100 ? 1 : 0)} %`);
    if (!this.sparks.has(card.id)) {
      this.sparks.set(card.id, canvasOf(96, 24, (context) => paintCurves(context, 96, 24, this.cards, card, this.descending, false)));
    }
    node.append(name, this.sparks.get(card.id), about);
    return node;
  }

  /** Opens a context's card; null closes it. */
  choose(id) {
    this.open = id;
    this.strip.querySelectorAll('.card').forEach((node) =>
      node.setAttribute('aria-pressed', String(node.dataset.context === String(id))));
    this.opened(id);
    if (id === null) this.panel.replaceChildren();
    else this.#showCard(this.cards.contexts[id]);
  }

  #showCard(card) {
    const { cards } = this;
    const head = element('div', 'verdict');
    head.id = 'card-title';
    head.append(swatch(contextColour(card.id)), `Context ${card.id}`);
    const label = element('p', 'verdict-about');
    label.append('stands for ', element('b', '', card.label), ` · ${number.format(card.size)} training spectra (${(100 * card.occupancy).toFixed(1)} %)`);
    const width = Math.max(200, this.panel.clientWidth - 28);
    const curves = canvasOf(width, 130, (context) => paintCurves(context, width, 130, cards, card, this.descending, true));
    curves.setAttribute('role', 'img');
    curves.setAttribute('aria-label', `Mean spectrum of context ${card.id} on its mean LIME weights`);
    curves.className = 'curves';
    const flags = element('div', 'flags');
    if (cards.simulated) flags.append(element('span', 'badge simulated', 'trained on simulated spectra'));
    for (const found of this.#reliability()) flags.append(found);
    const histogram = element('div', 'probabilities');
    histogram.id = 'card-histogram';
    cards.classes.forEach((name, i) => {
      const track = element('div', 'bar-track');
      const fill = element('div', 'bar-fill');
      fill.style.width = `${(100 * card.histogram[i]) / card.size}%`;
      fill.style.background = classColour(i);
      track.append(fill);
      histogram.append(element('span', '', name), track, element('span', 'number', number.format(card.histogram[i])));
    });
    const bands = element('dl', 'facts');
    bands.id = 'card-bands';
    for (const band of card.bands) {
      bands.append(element('dt', '', `${band.wavenumber.toFixed(0)} cm⁻¹`),
        element('dd', '', `${band.weight < 0 ? 'against' : 'for'} · ${band.assignment ?? 'no assignment'}`));
    }
    const about = element('dl', 'facts');
    const facts = [['radius in latent space', short(card.radius)], ['encoder', `${cards.encoder}, ${(100 * cards.supervision).toFixed(0)} % of labels`],
      ['silhouette of all', short(cards.silhouette)], ['model', `${cards.model} ${cards.version}`]];
    for (const [name, value] of facts) about.append(element('dt', '', name), element('dd', '', value));
    const name = `${cards.model}-${cards.version}-context-${card.id}`;
    const save = element('div', 'exports');
    save.append(button('', 'PNG', 'Save this card as a picture', () => savePicture(this.#picture(card), name)),
      download('button', 'CSV of all', csv.contexts(this.image.pipeline, cards.version), 'Mean spectra and mean weights of all contexts'),
      button('', 'close', 'Close the card and select nothing', () => this.choose(null)));
    this.panel.replaceChildren(head, label, flags, element('h3', '', `Mean spectrum (${unit(cards)}) on mean weights`), curves,
      element('h3', '', 'Predicted class of its training spectra'), histogram,
      element('h3', '', 'Its bands'), bands, element('h3', '', 'How it was found'), about, save);
  }

  #reliability() {
    return this.cards.reliability.filter((found) => !found.reliable && ['crime', 'lime', 'lime-amortised'].includes(found.method))
      .map((found) => unreliableBadge(found));
  }

  /** The card as one picture, with its words. */
  #picture(card) {
    const { cards } = this;
    const lines = [
      `stands for ${card.label} · ${number.format(card.size)} training spectra · model ${cards.model} ${cards.version}`,
      ...(cards.simulated ? ['SIMULATED: the model was trained on computed spectra'] : []),
      `predicted: ${cards.classes.map((name, i) => `${name} ${number.format(card.histogram[i])}`).join(' · ')}`,
      `bands (cm⁻¹): ${card.bands.map(bandText).join(' · ')}`,
    ];
    const height = 250 + 22 * lines.length;
    const picture = element('canvas');
    picture.width = 1400;
    picture.height = 2 * height;
    const context = picture.getContext('2d');
    context.scale(2, 2);
    context.fillStyle = '#12161d';
    context.fillRect(0, 0, 700, height);
    context.fillStyle = contextColour(card.id);
    context.fillRect(20, 18, 16, 16);
    context.fillStyle = '#d9dfe8';
    context.textBaseline = 'top';
    context.font = '600 18px system-ui, "DejaVu Sans", sans-serif';
    context.fillText(`Context ${card.id}`, 44, 16);
    context.font = '13px system-ui, "DejaVu Sans", sans-serif';
    lines.forEach((line, i) => context.fillText(line, 20, 46 + 22 * i, 660));
    context.translate(20, 56 + 22 * lines.length);
    paintCurves(context, 660, 180, cards, card, this.descending, true);
    return picture;
  }
}

/** Marks a method that failed its check, with the figure. */
export function unreliableBadge(found) {
  const badge = element('details', 'badge unreliable');
  const why = `${found.measure} ${short(found.value)}, expected ${found.expected}`;
  badge.title = why;
  badge.append(element('summary', '', `${found.method} unreliable`), why);
  return badge;
}
