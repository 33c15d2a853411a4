// A bar that says how long a piece of a map is.

/** A length that is good to read for a bar of at most so many pixels: { length in µm, text, pixels }. */
export function scaleBar(micrometresPerPixel, most) {
  const wanted = micrometresPerPixel * most;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const length = [5, 2, 1].map((n) => n * power).find((n) => n <= wanted) ?? power;
  return { length, text: length >= 1000 ? `${length / 1000} mm` : `${length} µm`, pixels: length / micrometresPerPixel };
}

/** Paints a bar whose lower right end is at `right`, `bottom`, on darkened ground. */
export function paintScaleBar(context, right, bottom, micrometresPerPixel, most) {
  const { pixels: width, text } = scaleBar(micrometresPerPixel, most);
  context.save();
  context.fillStyle = '#0c0f14c8';
  context.fillRect(right - width - 8, bottom - 22, width + 16, 30);
  context.fillStyle = '#fff';
  context.fillRect(right - width, bottom - 1, width, 3);
  context.font = '12px system-ui, "DejaVu Sans", sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  context.fillText(text, right - width / 2, bottom - 7);
  context.restore();
}
