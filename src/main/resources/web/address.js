// The address of what is looked at: #image/layer, or #image/layer/x/y with a pixel open.

/** @param pixel { x, y }, or null where none is open */
export function addressOf(image, layer, pixel) {
  const parts = [image, layer];
  if (pixel) parts.push(pixel.x, pixel.y);
  return `#${parts.map(encodeURIComponent).join('/')}`;
}

/** What an address names: { image, layer, pixel }; pixel is null where it names none. */
export function readAddress(hash) {
  const [image, layer, x, y] = hash.slice(1).split('/').map(decodeURIComponent);
  const pixel = { x: Number(x), y: Number(y) };
  const named = x !== undefined && Number.isInteger(pixel.x) && Number.isInteger(pixel.y);
  return { image, layer, pixel: named ? pixel : null };
}

/** Whether a pixel lies on an image. */
export const isOn = (image, { x, y }) => x >= 0 && y >= 0 && x < image.width && y < image.height;
