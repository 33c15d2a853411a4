// The layers of the image that is looked at: read when wanted, read again where they have changed.

import * as api from '../api.js';
import { LayerPicture } from './layerpicture.js';

const CHUNK = 1024;

function union(a, b) {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}

export class LayerStore {
  /** @param read is called with a layer's id after it was read, failed with its id and the message */
  constructor({ read, failed }) {
    this.read = read;
    this.failed = failed;
    this.image = null;
    this.pictures = new Map();
    this.stale = new Map(); // layer → window that has changed since it was read
    this.reading = new Set();
    this.wanted = [];
  }

  /** Forgets everything and turns to another image. */
  open(image) {
    this.image = image;
    this.pictures = new Map();
    this.stale = new Map();
    this.wanted = [];
  }

  get(id) {
    return this.pictures.get(id);
  }

  /** Which layers are to be kept up to date; unknown ones are left out. */
  want(ids) {
    this.wanted = ids.filter((id) => this.image.layers.some((layer) => layer.id === id));
    for (const id of this.wanted) {
      if (!this.pictures.has(id)) {
        const about = this.image.layers.find((layer) => layer.id === id);
        this.pictures.set(id, new LayerPicture(this.image, about));
        this.#mark(id, { x: 0, y: 0, width: this.image.width, height: this.image.height });
      }
    }
    this.#readStale();
  }

  /** Tells what has changed: layer → window. */
  changed(windows) {
    for (const [id, window] of Object.entries(windows)) {
      if (this.pictures.has(id)) this.#mark(id, window);
    }
    this.#readStale();
  }

  #mark(id, window) {
    this.stale.set(id, this.stale.has(id) ? union(this.stale.get(id), window) : window);
  }

  #readStale() {
    for (const id of this.wanted) {
      if (this.stale.has(id) && !this.reading.has(id)) this.#readLayer(this.image, id);
    }
  }

  async #readLayer(image, id) {
    const window = this.stale.get(id);
    const picture = this.pictures.get(id);
    this.stale.delete(id);
    this.reading.add(id);
    const isCurrent = () => this.pictures.get(id) === picture;
    try {
      for (let y = window.y; y < window.y + window.height; y += CHUNK) {
        for (let x = window.x; x < window.x + window.width; x += CHUNK) {
          const part = {
            x, y,
            width: Math.min(CHUNK, window.x + window.width - x),
            height: Math.min(CHUNK, window.y + window.height - y),
          };
          picture.put(part, await api.readWindow(image.id, id, part));
        }
      }
    } catch (error) {
      if (isCurrent()) this.failed(id, error.message);
    }
    this.reading.delete(id);
    if (isCurrent()) this.read(id);
    this.#readStale();
  }
}
