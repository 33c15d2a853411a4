// A list of spectra, N × 1 pixels, as a table: a strip of pixels one pixel high is no picture.

import { element, swatch } from '../dom.js';
import { short } from '../legend.js';

const COLUMNS = ['class', 'confidence', 'agreement', 'value', 'labels', 'truth', 'truth-verdict', 'not-judged', 'fit', 'quality'];
const PAGE = 200; // rows drawn at once

export class SpectrumTable {
  /** @param layer gives the picture of a layer that was read, want asks for layers, choose opens a pixel */
  constructor(root, toggle, { layer, want, choose }) {
    Object.assign(this, { root, toggle, layer, want, choose });
    this.image = null;
    this.first = 0;
    toggle.addEventListener('click', () => this.open(root.hidden));
  }

  /** The ids of the layers that are columns, where the table is shown. */
  wanted() {
    if (this.root.hidden || !this.image) return [];
    const ids = this.image.layers.map((layer) => layer.id);
    return [...COLUMNS, ...ids.filter((id) => id.startsWith('band:') || id.startsWith('reading:'))].filter((id) => ids.includes(id));
  }

  /** Turns to an image; a list opens as a table, a map as a map. */
  show(image) {
    const another = this.image?.id !== image.id || this.image.firstResultMs !== image.firstResultMs;
    this.image = image;
    if (!another) return;
    const isList = (image.height === 1 || image.width === 1) && image.pixels > 1 && image.layers.length > 0;
    this.first = 0;
    this.toggle.hidden = !isList;
    this.open(isList);
  }

  open(wanted) {
    this.root.hidden = !wanted;
    this.toggle.setAttribute('aria-pressed', String(wanted));
    if (!wanted) return;
    this.want(this.wanted());
    this.#draw();
  }

  /** A layer was read. */
  refresh(id) {
    if (this.wanted().includes(id)) this.#draw();
  }

  #draw() {
    const layers = this.wanted().map(this.layer).filter(Boolean);
    const across = this.image.height === 1;
    const last = Math.min(this.image.pixels, this.first + PAGE);
    const head = element('tr');
    head.append(element('th', '', 'spectrum'), ...layers.map((layer) => element('th', '', layer.unit ? `${layer.title}, ${layer.unit}` : layer.title)));
    const rows = [];
    for (let i = this.first; i < last; i++) {
      const at = across ? { x: i, y: 0 } : { x: 0, y: i };
      const row = element('tr');
      const open = element('button', 'link', String(i));
      open.type = 'button';
      open.title = `Open spectrum ${i}`;
      open.addEventListener('click', () => this.choose(at));
      const number = element('th');
      number.scope = 'row';
      number.append(open);
      row.append(number, ...layers.map((layer) => this.#cell(layer, layer.at(at.x, at.y))));
      rows.push(row);
    }
    const table = element('table');
    const thead = element('thead');
    const tbody = element('tbody');
    thead.append(head);
    tbody.append(...rows);
    table.append(thead, tbody);
    const scrolled = this.root.scrollTop;
    this.root.replaceChildren(table, ...(this.image.pixels > PAGE ? [this.#pages(last)] : []));
    this.root.scrollTop = scrolled;
  }

  #cell(layer, value) {
    const cell = element('td');
    if (!layer.seen(value)) cell.textContent = layer.codes ? '…' : '–';
    else if (!layer.codes) cell.textContent = short(value);
    else if (layer.flags) {
      cell.textContent = layer.names.map((_, bit) => bit).filter((bit) => value & (1 << bit)).map((bit) => layer.nameOf(bit)).join(', ') || '–';
    } else if (layer.isNone(value)) cell.textContent = layer.noneTitle;
    else cell.append(swatch(layer.colourOf(value)), ` ${layer.nameOf(value)}`);
    return cell;
  }

  #pages(last) {
    const pages = element('p', 'pages');
    const turn = (text, to, possible) => {
      const node = element('button', '', text);
      node.type = 'button';
      node.disabled = !possible;
      node.addEventListener('click', () => {
        this.first = to;
        this.root.scrollTop = 0;
        this.#draw();
      });
      return node;
    };
    pages.append(turn('previous', this.first - PAGE, this.first > 0), ` ${this.first} to ${last - 1} of ${this.image.pixels} `,
      turn('next', this.first + PAGE, last < this.image.pixels));
    return pages;
  }
}
