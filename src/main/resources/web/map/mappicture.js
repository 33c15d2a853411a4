// A map as a picture to keep: title, pixels, legend and scale, on one canvas.

import { element } from '../dom.js';
import { short } from '../legend.js';
import { PALETTES, paletteOf } from '../palettes.js';
import { paintScaleBar } from './scalebar.js';

const MARGIN = 24;
const LINE = 20;

/** The codes of a layer that occur, most pixels first: [colour, title, pixels]. */
function codes(layer, cards) {
  const label = (key) => (layer.id === 'context' && key >= 0 && cards ? ` ${cards.contexts[key].label}` : '');
  return [...layer.counts()].sort((a, b) => b[1] - a[1])
    .map(([key, count]) => [layer.colourOf(layer.codeOf(key)), `${layer.nameOf(key)}${label(key)}`, count]);
}

export function mapPicture(image, layer, cards) {
  const scale = Math.max(1, Math.floor(800 / Math.max(image.width, image.height)));
  const width = Math.max(560, image.width * scale);
  const entries = layer.codes ? codes(layer, cards).slice(0, 40) : [];
  const columns = Math.max(1, Math.floor(width / 270));
  const legendHeight = layer.codes ? LINE * Math.ceil(entries.length / columns) : 44;
  const top = MARGIN + 3 * LINE;
  const canvas = element('canvas');
  canvas.width = width + 2 * MARGIN;
  canvas.height = top + image.height * scale + legendHeight + 2 * MARGIN;
  const context = canvas.getContext('2d');
  context.fillStyle = '#12161d';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.textBaseline = 'middle';
  context.fillStyle = '#fff';
  context.font = '600 17px system-ui, "DejaVu Sans", sans-serif';
  context.fillText(`${image.id} · ${layer.title}${layer.unit ? `, ${layer.unit}` : ''}`, MARGIN, MARGIN + 4, width);
  context.font = '13px system-ui, "DejaVu Sans", sans-serif';
  context.fillStyle = '#b7c0cc';
  const size = image.pixelSizeMicrometres ? `, ${short(image.pixelSizeMicrometres)} µm a pixel` : '';
  const model = image.model ? ` · model ${image.model.name} ${image.model.version}` : '';
  context.fillText(`${image.width} × ${image.height} pixels${size}${model}`, MARGIN, MARGIN + 4 + 1.2 * LINE, width);
  if (image.simulated) {
    context.fillStyle = '#f2c14e';
    context.fillText('SIMULATED: computed spectra, not measured', MARGIN, MARGIN + 4 + 2.2 * LINE, width);
  }
  context.imageSmoothingEnabled = false;
  context.drawImage(layer.picture(false), MARGIN, top, image.width * scale, image.height * scale);
  if (image.pixelSizeMicrometres) {
    paintScaleBar(context, MARGIN + image.width * scale - 12, top + image.height * scale - 12,
      image.pixelSizeMicrometres / scale, Math.min(150, 0.5 * image.width * scale));
  }
  const below = top + image.height * scale + MARGIN * 0.75;
  if (layer.codes) {
    entries.forEach(([colour, title, count], i) => {
      const x = MARGIN + (i % columns) * (width / columns);
      const y = below + Math.floor(i / columns) * LINE + LINE / 2;
      context.fillStyle = colour;
      context.fillRect(x, y - 6, 12, 12);
      context.fillStyle = '#d9dfe8';
      context.fillText(`${title} · ${count} px`, x + 19, y, width / columns - 24);
    });
  } else {
    const range = layer.range();
    const table = PALETTES[paletteOf(layer.id)];
    for (let i = 0; i < 300 && range; i++) {
      const step = 3 * Math.floor((i / 299) * 255);
      context.fillStyle = `rgb(${table[step]},${table[step + 1]},${table[step + 2]})`;
      context.fillRect(MARGIN + i, below, 1, 14);
    }
    context.fillStyle = '#d9dfe8';
    context.fillText(range ? `${short(range[0])} to ${short(range[1])}` : 'no value', MARGIN + 312, below + 7);
  }
  return canvas;
}
