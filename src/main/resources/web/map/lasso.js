// Drawing around things: the path of a drag, and what lies inside it.

/** A closed path in any coordinates, [[x, y], …]; even-odd. */
export function inside(path, x, y) {
  let within = false;
  for (let i = 0, j = path.length - 1; i < path.length; j = i++) {
    const [xi, yi] = path[i];
    const [xj, yj] = path[j];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) within = !within;
  }
  return within;
}

export class Lasso {
  constructor() {
    this.path = null;
  }

  begin(x, y) {
    this.path = [[x, y]];
  }

  /** Adds a place of the pointer; steps below 2 pixels are left out. */
  move(x, y) {
    const [lastX, lastY] = this.path.at(-1);
    if (Math.hypot(x - lastX, y - lastY) >= 2) this.path.push([x, y]);
  }

  /** Ends the drag; null for what was a click. */
  end() {
    const path = this.path;
    this.path = null;
    const xs = path.map(([x]) => x);
    const ys = path.map(([, y]) => y);
    const large = Math.max(...xs) - Math.min(...xs) > 4 && Math.max(...ys) - Math.min(...ys) > 4;
    return large && path.length > 2 ? path : null;
  }

  paint(context) {
    if (!this.path) return;
    context.beginPath();
    this.path.forEach(([x, y], i) => (i ? context.lineTo(x, y) : context.moveTo(x, y)));
    context.closePath();
    context.fillStyle = '#ffffff14';
    context.fill();
    context.strokeStyle = '#fff';
    context.lineWidth = 1.25;
    context.setLineDash([4, 3]);
    context.stroke();
    context.setLineDash([]);
  }
}
