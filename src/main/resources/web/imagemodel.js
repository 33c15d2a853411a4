// What is known of the model of the image that is looked at: its contexts, and what explains it.

import { readContexts, readMethods } from './api.js';

export class ImageModel {
  #contexts = new Map(); // pipeline and version → promise of contexts
  #methods = new Map(); // pipeline and version → promise of what explains

  /** @param contextsRead and methodsRead are called when one of the two is known; failed with a message */
  constructor({ contextsRead, methodsRead, failed }) {
    this.contextsRead = contextsRead;
    this.methodsRead = methodsRead;
    this.failed = failed;
    this.image = null;
    this.cards = null; // the contexts, where the model has some
    this.explained = null; // what explains it; contexts are one of several ways
  }

  /** Turns to the model of an image, of which nothing is known until it is read. */
  open(image) {
    this.image = image;
    this.cards = null;
    this.explained = null;
    if (!image.model) return;
    if (image.layers.some((layer) => layer.id === 'context')) {
      this.#read(image, this.#contexts, readContexts, (found) => {
        this.cards = found;
        this.contextsRead();
      });
    }
    this.#read(image, this.#methods, readMethods, (found) => {
      this.explained = found;
      this.methodsRead();
    });
  }

  async #read(image, known, read, found) {
    const key = `${image.pipeline} ${image.model.version}`;
    if (!known.has(key)) known.set(key, read(image.pipeline, image.model.version));
    try {
      const answer = await known.get(key);
      if (image === this.image) found(answer);
    } catch (error) {
      known.delete(key);
      if (image === this.image) this.failed(error.message);
    }
  }
}
