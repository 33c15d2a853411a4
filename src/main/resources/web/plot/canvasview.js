// A canvas as large as its place on the page, painted at most once a frame.

export class CanvasView {
  /** Starts to watch the canvas's size; a subclass paints in paint(context, width, height), in CSS pixels. */
  constructor(canvas) {
    this.canvas = canvas;
    new ResizeObserver(() => this.#resize()).observe(canvas);
  }

  /** Paints with the next frame. */
  draw() {
    if (!this.queued) {
      this.queued = true;
      requestAnimationFrame(() => {
        this.queued = false;
        this.#paint();
      });
    }
  }

  /** Called when the size has changed, before the next painting. */
  resized() {}

  get width() {
    return this.canvas.width / (window.devicePixelRatio || 1);
  }

  get height() {
    return this.canvas.height / (window.devicePixelRatio || 1);
  }

  #resize() {
    const box = this.canvas.getBoundingClientRect();
    const ratio = window.devicePixelRatio || 1;
    this.canvas.width = Math.round(box.width * ratio);
    this.canvas.height = Math.round(box.height * ratio);
    this.resized();
    this.#paint();
  }

  #paint() {
    const context = this.canvas.getContext('2d');
    const ratio = window.devicePixelRatio || 1;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, this.width, this.height);
    this.paint(context, this.width, this.height);
  }
}
