// What the map holds at a pixel, in one line.

import { short } from '../legend.js';

/** What a layer holds at a pixel; cards are the contexts of the image's model, or null. */
export function valueText(layer, at, cards) {
  const value = layer.at(at.x, at.y);
  if (!layer.seen(value)) return `${layer.title}: –`;
  if (layer.isNone(value)) return layer.noneTitle;
  if (layer.flags) return layer.names.map((_, bit) => bit).filter((bit) => value & (1 << bit)).map((bit) => layer.nameOf(bit)).join(', ');
  if (layer.codes) {
    const label = layer.id === 'context' ? cards?.contexts[value]?.label : null;
    const name = `${layer.nameOf(value)}${label ? `, ${label}` : ''}`;
    return layer.id === 'linearised' ? `${layer.title}: ${name}` : name;
  }
  return `${layer.title} ${short(value)}${layer.unit ? ` ${layer.unit}` : ''}`;
}

/** A pixel's place, in pixels and where known in µm, and what the layers hold there. */
export function readout(image, layers, at, cards) {
  const parts = [`x ${at.x}  y ${at.y}`];
  if (image.pixelSizeMicrometres) {
    const um = (n) => (n * image.pixelSizeMicrometres).toFixed(1);
    parts.push(`${um(at.x)}, ${um(at.y)} µm`);
  }
  return [...parts, ...layers.map((layer) => valueText(layer, at, cards))].join('   ');
}
