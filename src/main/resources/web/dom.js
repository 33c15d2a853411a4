// Small pieces of the page.

export const byId = (id) => document.getElementById(id);

/** Says over the map what went wrong; '': nothing. */
export function notice(text) {
  byId('notice').hidden = !text;
  byId('notice').textContent = text;
}

export function element(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

export function swatch(colour) {
  const node = element('i', 'swatch');
  node.style.background = colour;
  return node;
}

export function button(className, text, title, clicked) {
  const node = element('button', className, text);
  node.type = 'button';
  if (title) node.title = title;
  node.addEventListener('click', clicked);
  return node;
}

/**
 * A name that is cut in its middle where it does not fit: names differ at their ends, by a date or a number. The whole of
 * it is its title and what is read aloud or copied.
 */
export function middleCut(name, tail = 12) {
  const node = element('span', 'middle-cut');
  node.title = name;
  const at = Math.max(0, name.length - tail);
  node.append(element('span', 'head', name.slice(0, at)), element('span', 'tail', name.slice(at)));
  return node;
}

/** A link that saves what the service answers. */
export function download(className, text, address, title) {
  const node = element('a', className, text);
  node.href = address;
  node.download = '';
  if (title) node.title = title;
  return node;
}

/** Saves a canvas as a PNG file. */
export function savePicture(canvas, name) {
  canvas.toBlob((blob) => {
    const link = element('a');
    link.href = URL.createObjectURL(blob);
    link.download = `${name}.png`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }, 'image/png');
}
