// Colours that stay apart for colour-blind eyes and in grey print.

// Okabe and Ito (2008). The first four also rise in warmth, so that classes listed by severity read so.
// The others were chosen one by one, each as far as possible from all before it and from the ground, "no class" and "not judged",
// as seen by normal, protanopic and deuteranopic eyes (Machado 2009): distances in OKLab are 0.059 or more, among the first eight 0.076.
export const CLASS_COLOURS = ['#56b4e9', '#f0e442', '#e69f00', '#d55e00', '#009e73', '#cc79a7', '#0072b2', '#b9c0ca',
  '#2010b0', '#f0f0f0', '#a01010', '#3030f0', '#1090f0', '#403070', '#d0d090', '#b0b080', '#c03010', '#208060', '#d010c0', '#f0f0b0',
  '#604090', '#f0c010', '#1070e0', '#801030', '#e0d0f0', '#f07040', '#304050', '#40a0d0', '#907090', '#d0e0c0', '#2020d0', '#c0a0b0'];
export const NO_CLASS = '#4a525e';
export const NOT_JUDGED = '#7a5c8e';
const FLAG_COLOURS = ['#d55e00', '#cc79a7', '#0072b2', '#f0e442', '#56b4e9', '#009e73'];
export const NO_FLAG = '#2d3540';

export const classColour = (index) => (index < 0 ? NO_CLASS : CLASS_COLOURS[index % CLASS_COLOURS.length]);
const contextColours = [];

/** Up to 250 contexts: neighbouring numbers lie far apart in hue, lightness tells a few more. */
export const contextColour = (index) => (contextColours[index] ??= newContextColour(index));

function newContextColour(index) {
  const hue = (index * 137.508 + 200) % 360;
  const light = [62, 48, 74][index % 3];
  const a = 0.62 * Math.min(light, 100 - light);
  const part = (n) => {
    const k = (n + hue / 30) % 12;
    return Math.round(2.55 * (light - a * Math.max(-1, Math.min(k - 3, 9 - k, 1)))).toString(16).padStart(2, '0');
  };
  return `#${part(0)}${part(8)}${part(4)}`;
}

/** What was made of what is truly there: right, wrong, where none belongs, rightly none, missed. */
export const VERDICT_COLOURS = ['#009e73', '#d55e00', '#e69f00', '#33414f', '#cc79a7'];

/** How a version that is tried out compares: the same, different, judges alone in use, alone as shadow, neither, both (a value). */
export const SHADOW_COLOURS = ['#33414f', '#ff5fa2', '#e69f00', '#56b4e9', '#7a5c8e', '#33414f'];

export const AGREES = '#33414f';
export const CONTRADICTS = '#ff5fa2';
export const flagColour = (bit) => FLAG_COLOURS[bit % FLAG_COLOURS.length];

// Anchors of viridis and cividis (matplotlib, CC0), interpolated to 256 steps.
const ANCHORS = {
  viridis: '440154 481a6c 472f7d 414487 39568c 31688e 2a788e 23888e 1f988b 22a884 35b779 54c568 7ad151 a5db36 d2e21b fde725',
  cividis: '00204d 00306f 2a406c 48526b 5e626e 727374 878479 9e9677 b6a971 d0be67 ead357 ffea46',
  grey: '101419 e8ebf0',
};

export function rgb(hex) {
  const n = parseInt(hex.replace('#', ''), 16);
  return [(n >> 16) & 255, (n >> 8) & 255, n & 255];
}

function table(anchors) {
  const stops = anchors.split(' ').map(rgb);
  const out = new Uint8Array(256 * 3);
  for (let i = 0; i < 256; i++) {
    const at = (i / 255) * (stops.length - 1);
    const low = Math.min(Math.floor(at), stops.length - 2);
    for (let c = 0; c < 3; c++) {
      out[i * 3 + c] = Math.round(stops[low][c] + (at - low) * (stops[low + 1][c] - stops[low][c]));
    }
  }
  return out;
}

export const PALETTES = Object.fromEntries(Object.entries(ANCHORS).map(([name, anchors]) => [name, table(anchors)]));

export const paletteOf = (layerId) => (layerId.startsWith('band:') ? 'viridis' : 'cividis');

/** Activation: orange speaks for the class, blue against it. */
export const FOR_CLASS = rgb('#f59b2e');
export const AGAINST_CLASS = rgb('#3d8fe0');

/** How opaque an activation is drawn, 0 … 1; strength is −1 … 1. */
export const activationAlpha = (strength) => Math.min(1, Math.abs(strength)) ** 0.8;

export function activationColour(strength, opacity = 1) {
  return `rgba(${strength >= 0 ? FOR_CLASS : AGAINST_CLASS},${activationAlpha(strength) * opacity})`;
}
