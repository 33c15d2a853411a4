// The list of images: name, pipeline, state, progress.

import { element, middleCut } from './dom.js';

const number = new Intl.NumberFormat('en');

export class ImageList {
  constructor(list, empty, choose) {
    this.list = list;
    this.empty = empty;
    this.choose = choose;
    this.rows = new Map();
    this.rates = new Map();
  }

  /** Draws all images, newest first, and marks the current one. */
  show(images, current) {
    this.empty.hidden = images.length > 0;
    const ids = new Set(images.map((image) => image.id));
    for (const [id, row] of this.rows) {
      if (!ids.has(id)) {
        row.item.remove();
        this.rows.delete(id);
      }
    }
    images.forEach((image, place) => {
      const row = this.rows.get(image.id) ?? this.#newRow(image.id);
      this.#fill(row, image, image.id === current);
      if (this.list.children[place] !== row.item) {
        this.list.insertBefore(row.item, this.list.children[place] ?? null);
      }
    });
  }

  #newRow(id) {
    const item = element('li');
    const button = element('button', 'image');
    button.type = 'button';
    button.addEventListener('click', () => this.choose(id));
    const name = element('span', 'name');
    const title = middleCut(id);
    const badge = element('span', 'badge simulated', 'simulated');
    name.append(title);
    const about = element('span', 'about');
    const model = element('span', 'about');
    const progress = element('span', 'progress');
    progress.setAttribute('role', 'progressbar');
    progress.setAttribute('aria-valuemin', '0');
    progress.setAttribute('aria-valuemax', '100');
    const fill = element('i');
    progress.append(fill);
    const numbers = element('span', 'numbers');
    const left = element('span');
    const right = element('span');
    numbers.append(left, badge, right);
    const thumbnail = element('canvas');
    button.append(thumbnail, name, about, model, progress, numbers);
    item.append(button);
    const row = { item, button, thumbnail, badge, about, model, progress, fill, left, right };
    this.rows.set(id, row);
    return row;
  }

  #fill(row, image, isCurrent) {
    const percent = 100 * image.coverage;
    row.button.dataset.state = image.state;
    row.button.setAttribute('aria-current', String(isCurrent));
    row.badge.hidden = !image.simulated;
    row.about.textContent = image.pipelineTitle;
    row.about.title = image.pipelineTitle;
    row.model.textContent = image.models?.length > 1 ? `models ${image.models.join(', ').replaceAll('@', ' ')}`
      : image.model ? `model ${image.model.name} ${image.model.version}` : 'no model';
    row.progress.setAttribute('aria-valuenow', percent.toFixed(0));
    row.progress.setAttribute('aria-label', `${percent.toFixed(0)} % of the pixels have a result`);
    row.fill.style.width = `${percent}%`;
    row.left.textContent = image.state === 'complete'
      ? `${image.width} × ${image.height}`
      : `${number.format(image.seen)} of ${number.format(image.pixels)} px`;
    const state = image.state === 'scanning' ? this.#rate(image) || 'scanning' : image.state;
    row.right.textContent = image.rejected ? `${number.format(image.rejected)} rejected` : state;
    row.right.title = image.rejections.map((one) => `${one.spectra} × ${one.reason}: ${one.message}`).join('\n') || state;
  }

  /** Shows a small picture of an image's map. */
  picture(id, source) {
    const canvas = this.rows.get(id)?.thumbnail;
    if (!canvas) return;
    const scale = Math.min(1, 92 / Math.max(source.width, source.height));
    canvas.width = Math.max(1, Math.round(source.width * scale));
    canvas.height = Math.max(1, Math.round(source.height * scale));
    canvas.getContext('2d').drawImage(source, 0, 0, canvas.width, canvas.height);
  }

  /** Pixels a second over the last few seconds, as text. */
  #rate(image) {
    const now = performance.now();
    const marks = this.rates.get(image.id) ?? [];
    if (!marks.length || marks.at(-1).seen !== image.seen) marks.push({ now, seen: image.seen });
    while (marks.length > 2 && now - marks[0].now > 4000) marks.shift();
    this.rates.set(image.id, marks);
    const seconds = (marks.at(-1).now - marks[0].now) / 1000;
    if (seconds < 0.5) return '';
    return `${number.format(Math.round((marks.at(-1).seen - marks[0].seen) / seconds))} px/s`;
  }
}
