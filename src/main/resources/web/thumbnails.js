// The small pictures of the list of images, read again where maps have grown.

import { readWindow } from './api.js';
import { LayerPicture } from './map/layerpicture.js';

const LARGEST = 512 * 512; // pixels of an image that is read as a whole for its small picture

export class Thumbnails {
  #due = new Set(); // images whose small picture is older than their map

  /** @param images id → image; @param list shows the pictures */
  constructor(images, list) {
    this.images = images;
    this.list = list;
  }

  /** An image has changed. */
  changed(id) {
    this.#due.add(id);
  }

  /** Reads what has changed, and again a second later, for as long as the page is open. */
  async keep() {
    const due = [...this.#due];
    this.#due.clear();
    for (const id of due) await this.#read(id);
    setTimeout(() => this.keep(), 1000);
  }

  async #read(id) {
    const image = this.images.get(id);
    const layer = image?.layers.find((one) => one.id === 'class') ?? image?.layers.find((one) => one.id.startsWith('band:'));
    if (!layer || image.pixels > LARGEST) return;
    try {
      const whole = { x: 0, y: 0, width: image.width, height: image.height };
      const picture = new LayerPicture(image, layer);
      picture.put(whole, await readWindow(id, layer.id, whole));
      this.list.picture(id, picture.picture(false));
    } catch (error) {
      // Where its map is gone the list does without; a service that is busy is asked again.
      if (error.status !== 404) this.#due.add(id);
    }
  }
}
