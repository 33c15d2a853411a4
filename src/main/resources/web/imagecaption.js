// What stands over the map: the image's name and size, who measured it, whether it is simulated, what was rejected.

import { byId, element, middleCut } from './dom.js';
import { short } from './legend.js';

/** By what, when and where on the stage an image was measured, as far as its file says. */
export function measuredBy({ instrument, acquiredLocal, originX, originY, unit }) {
  const from = originX === null || originY === null ? null
    : `from ${short(originX)}, ${short(originY)}${unit ? ` ${unit}` : ''} on the stage`;
  return [instrument && `measured by ${instrument}`, acquiredLocal && `on ${acquiredLocal.replace('T', ' ')} (the instrument's clock)`, from]
    .filter(Boolean).join(', ');
}

/** How many spectra of an image were rejected, and why. */
function showRejected(image) {
  const box = byId('rejected');
  box.hidden = !image.rejected;
  box.querySelector('summary').textContent = `${image.rejected} ${image.rejected === 1 ? 'spectrum' : 'spectra'} rejected`;
  box.querySelector('ul').replaceChildren(...image.rejections.map(({ reason, message, spectra }) =>
    element('li', '', `${spectra} × ${reason.replaceAll('-', ' ')}: ${message}`)));
}

export function showCaption(image) {
  const size = image.pixelSizeMicrometres
    ? `${short(image.pixelSizeMicrometres)} µm a pixel` : 'pixel size not known';
  byId('caption').title = measuredBy(image.measurement);
  byId('caption').replaceChildren(middleCut(image.id, 16), element('span', '', `${image.width} × ${image.height} px · ${size}`));
  byId('simulated').hidden = !image.simulated;
  showRejected(image);
  document.title = `${image.id} · Spectra Streams`;
}
