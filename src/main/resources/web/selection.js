// Pixels that are selected together: bright on the map, bright in the latent plot, counted in words.

const number = new Intl.NumberFormat('en');

/** How many pixels a mask selects, and their most frequent classes. */
function describe(mask, image, classes) {
  const counts = new Map();
  let total = 0;
  for (let i = 0; i < mask.length; i++) {
    if (!mask[i]) continue;
    total++;
    const value = classes?.values[i];
    const name = value === undefined || !classes.seen(value) ? 'not seen' : classes.nameOf(classes.isNone(value) ? -1 : value);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const parts = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 3)
    .map(([name, count]) => `${name} ${((100 * count) / total).toFixed(0)} %`);
  return `${number.format(total)} px selected · ${parts.join(' · ')}`;
}

export class Selection {
  /** @param chip shows what is selected; its first child takes the text */
  constructor(map, latent, chip) {
    this.map = map;
    this.latent = latent;
    this.chip = chip;
    this.mask = null;
  }

  /** @param mask one byte a pixel, not 0 where selected; null selects nothing */
  set(mask, image, classes) {
    this.mask = mask;
    this.map.highlight(mask);
    this.latent.mask = mask;
    this.latent.draw();
    this.chip.hidden = !mask;
    if (mask) this.chip.firstElementChild.textContent = describe(mask, image, classes);
  }
}
