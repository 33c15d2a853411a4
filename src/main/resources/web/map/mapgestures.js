// What the mouse and the keyboard do to the map: move, zoom, point, choose, draw around.

/** How far the mouse may move between down and up for a click, in CSS pixels. */
const CLICK = 4;

export class MapGestures {
  #start = null; // where a drag of the map began

  constructor(map, { choose, selected }) {
    this.map = map;
    this.choose = choose;
    this.selected = selected;
    const { canvas } = map;
    canvas.addEventListener('pointerdown', (event) => this.#down(event));
    canvas.addEventListener('pointermove', (event) => this.#move(event));
    canvas.addEventListener('pointerup', (event) => this.#up(event));
    canvas.addEventListener('pointerleave', () => map.moveCursor(null));
    canvas.addEventListener('wheel', (event) => {
      event.preventDefault();
      map.zoomBy(Math.exp(-event.deltaY * 0.0015), ...this.#placeOf(event));
    }, { passive: false });
    canvas.addEventListener('keydown', (event) => this.#key(event));
  }

  /** Where the mouse is on the canvas, in CSS pixels: [x, y]. */
  #placeOf(event) {
    const box = this.map.canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  #down(event) {
    const { map } = this;
    if (event.button !== 0) return;
    if ((map.lassoing || event.shiftKey) && map.image) map.lasso.begin(...this.#placeOf(event));
    else this.#start = { x: event.clientX, y: event.clientY, left: map.originX, top: map.originY, moved: false };
    map.canvas.setPointerCapture(event.pointerId);
  }

  #move(event) {
    const { map } = this;
    if (map.lasso.path) {
      map.lasso.move(...this.#placeOf(event));
      map.draw();
      return;
    }
    const start = this.#start;
    if (start && Math.hypot(event.clientX - start.x, event.clientY - start.y) > CLICK) {
      start.moved = true;
      map.canvas.classList.add('dragging');
    }
    if (start?.moved) map.panTo(start.left + event.clientX - start.x, start.top + event.clientY - start.y);
    else map.moveCursor(map.pixelAt(...this.#placeOf(event)));
  }

  #up(event) {
    const { map } = this;
    if (map.lasso.path) {
      const path = map.lasso.end();
      this.selected(path ? map.maskInside(path) : null);
      map.draw();
      return;
    }
    const click = this.#start && !this.#start.moved;
    this.#start = null;
    map.canvas.classList.remove('dragging');
    const pixel = click ? map.pixelAt(...this.#placeOf(event)) : null;
    if (pixel) this.choose(pixel);
  }

  #key(event) {
    const { map } = this;
    if (!map.image || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.shiftKey ? 10 : 1;
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (moves[event.key]) {
      this.#step(...moves[event.key]);
    } else if (event.key === 'Enter' || event.key === ' ') {
      if (map.cursor) this.choose(map.cursor);
    } else if (event.key === '+' || event.key === '=') {
      map.zoomBy(1.4);
    } else if (event.key === '-') {
      map.zoomBy(1 / 1.4);
    } else if (event.key === '0') {
      map.fit();
    } else {
      return;
    }
    event.preventDefault();
  }

  /** Moves the cursor by pixels, from the middle of the image where there is none yet. */
  #step(dx, dy) {
    const { image, cursor, selected } = this.map;
    const from = cursor ?? selected ?? { x: Math.floor(image.width / 2), y: Math.floor(image.height / 2) };
    this.map.moveCursor({
      x: Math.max(0, Math.min(image.width - 1, from.x + dx)),
      y: Math.max(0, Math.min(image.height - 1, from.y + dy)),
    });
  }
}
