// The parts of the page that compute: colours, paths, numbers, selections. Run by PageScriptsIT.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, isOn, readAddress } from './web/address.js';
import { mapOf } from './web/api.js';
import { measuredBy } from './web/imagecaption.js';
import { flagTitle, short } from './web/legend.js';
import { Lasso, inside } from './web/map/lasso.js';
import { truthClasses } from './web/map/layerpicture.js';
import { readout, valueText } from './web/map/readout.js';
import { scaleBar } from './web/map/scalebar.js';
import { usual } from './web/methods.js';
import { CLASS_COLOURS, NO_CLASS, PALETTES, activationColour, classColour, contextColour, paletteOf, rgb } from './web/palettes.js';
import { PlanePlot, greys, heat, isPlane } from './web/plot/planeplot.js';
import { Selection } from './web/selection.js';

test('a class without number has the colour of no class, and 32 classes have colours of their own', () => {
  assert.equal(classColour(-1), NO_CLASS);
  assert.equal(CLASS_COLOURS.length, 32);
  assert.equal(classColour(CLASS_COLOURS.length), CLASS_COLOURS[0]);
  assert.equal(new Set(CLASS_COLOURS).size, CLASS_COLOURS.length);
});

/** OKLab of a colour as normal, protanopic and deuteranopic eyes see it (Machado 2009). */
function seen(hex) {
  const linear = rgb(hex).map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
  const by = (matrix, v) => matrix.map((row) => row[0] * v[0] + row[1] * v[1] + row[2] * v[2]);
  const eyes = [
    [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  ];
  const lms = [[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566], [0.0883024619, 0.2817188376, 0.6299787005]];
  const lab = [[0.2104542553, 0.793617785, -0.0040720468], [1.9779984951, -2.428592205, 0.4505937099], [0.0259040371, 0.7827717662, -0.808675766]];
  return eyes.map((eye) => by(lab, by(lms, by(eye, linear).map((c) => Math.min(1, Math.max(0, c)))).map(Math.cbrt)));
}

test('colours of classes stay apart for colour-blind eyes', () => {
  const all = [...CLASS_COLOURS, NO_CLASS].map(seen);
  all.forEach((one, i) => all.slice(0, i).forEach((other, j) => one.forEach((view, eye) => {
    const distance = Math.hypot(...view.map((c, k) => c - other[eye][k]));
    assert.ok(distance > 0.05, `${CLASS_COLOURS[i]} and ${CLASS_COLOURS[j]} for eye ${eye}: ${distance}`);
  })));
});

test('a truth has the colour of its class, and another than all classes where it is none', () => {
  const classes = [{ name: 'benign' }, { name: 'cancerous' }];
  assert.deepEqual(truthClasses(['cancerous', 'slide', 'benign', 'lumen'], classes), [1, 2, 0, 3]);
});

test('a scale bar is a round length that fits', () => {
  assert.deepEqual(scaleBar(5.5, 100), { length: 500, text: '500 µm', pixels: 500 / 5.5 });
  assert.equal(scaleBar(25, 100).text, '2 mm');
  assert.equal(scaleBar(0.3, 10).text, '2 µm');
});

test('250 contexts have colours, and neighbours differ', () => {
  for (let i = 0; i < 250; i++) {
    assert.match(contextColour(i), /^#[0-9a-f]{6}$/);
    const [r, g, b] = rgb(contextColour(i));
    const [nextR, nextG, nextB] = rgb(contextColour(i + 1));
    assert.ok(Math.hypot(r - nextR, g - nextG, b - nextB) > 40, `contexts ${i} and ${i + 1}`);
  }
});

test('a palette has 256 colours, from its first anchor to its last', () => {
  for (const [name, table] of Object.entries(PALETTES)) assert.equal(table.length, 768, name);
  assert.deepEqual([...PALETTES.viridis.subarray(0, 3)], rgb('#440154'));
  assert.deepEqual([...PALETTES.viridis.subarray(765)], rgb('#fde725'));
  assert.equal(paletteOf('band:1655'), 'viridis');
});

test('palettes grow lighter from end to end, so that grey print keeps the order', () => {
  for (const name of ['viridis', 'cividis', 'grey']) {
    let last = -1;
    for (let i = 0; i < 256; i += 15) {
      const [r, g, b] = PALETTES[name].subarray(i * 3, i * 3 + 3);
      const light = 0.2126 * r + 0.7152 * g + 0.0722 * b;
      assert.ok(light > last, `${name} at ${i}`);
      last = light;
    }
  }
});

test('what speaks for a class is orange, what speaks against it blue, nothing is clear', () => {
  assert.equal(activationColour(1), 'rgba(245,155,46,1)');
  assert.equal(activationColour(-5, 0.5), 'rgba(61,143,224,0.5)');
  assert.match(activationColour(0), /,0\)$/);
});

test('a point lies inside a path by the even-odd rule', () => {
  const square = [[0, 0], [10, 0], [10, 10], [0, 10]];
  assert.ok(inside(square, 5, 5));
  assert.ok(!inside(square, 11, 5));
  assert.ok(!inside(square, 5, -1));
  const notched = [[0, 0], [10, 0], [10, 10], [5, 2], [0, 10]];
  assert.ok(!inside(notched, 5, 6));
  assert.ok(inside(notched, 1, 6));
  assert.ok(!inside([], 0, 0));
});

test('a drag is a path, a click is none', () => {
  const lasso = new Lasso();
  lasso.begin(0, 0);
  lasso.move(1, 1);
  assert.equal(lasso.path.length, 1, 'steps below two pixels are left out');
  assert.equal(lasso.end(), null);
  lasso.begin(0, 0);
  for (const [x, y] of [[20, 0], [20, 20], [0, 20]]) lasso.move(x, y);
  assert.equal(lasso.end().length, 4);
  lasso.begin(0, 0);
  for (const x of [10, 20, 30]) lasso.move(x, 0);
  assert.equal(lasso.end(), null, 'a straight line encloses nothing');
});

test('a number is read with four digits, and none is a dash', () => {
  assert.equal(short(1654.321), '1654');
  assert.equal(short(-0.012345), '−0.01235');
  assert.equal(short(123456), '1.23e+5');
  assert.equal(short(0), '0');
  for (const none of [null, undefined, NaN, Infinity]) assert.equal(short(none), '–');
});

test('a flag is named as people write it', () => {
  assert.equal(flagTitle('LOW_SIGNAL'), 'low signal');
});

test('a selection counts its pixels and names the most frequent classes', () => {
  const latent = { draw() {} };
  const map = { highlight(mask) { this.mask = mask; } };
  const chip = { hidden: true, firstElementChild: {} };
  const selection = new Selection(map, latent, chip);
  const classes = {
    values: [0, 0, 1, 255, 7],
    seen: (value) => value !== 255,
    isNone: (value) => value === 254,
    nameOf: (value) => ['matrix', 'cell'][value],
  };
  selection.set([1, 1, 1, 1, 0], { classes: [{ name: 'matrix' }, { name: 'cell' }] }, classes);
  assert.equal(chip.firstElementChild.textContent, '4 px selected · matrix 50 % · cell 25 % · not seen 25 %');
  assert.equal(chip.hidden, false);
  selection.set(null);
  assert.equal(chip.hidden, true);
  assert.equal(map.mask, null);
});

test('a picture of a plane keeps its grey, other planes go from their least to their largest value', () => {
  assert.ok(isPlane({ secondAxis: [0] }) && !isPlane({ secondAxis: null }) && !isPlane(null));
  assert.deepEqual([...greys([0.2, 0.6, null], 'grey-value')], [51, 153, 0]);
  assert.deepEqual([...greys([-10, 0, 10], 'nmr-intensity')], [0, 128, 255]);
  assert.deepEqual([...greys([7, 7], 'nmr-intensity')], [0, 0]);
});

test('a heat map is orange for the class, blue against it, and nothing where there is nothing', () => {
  const drawn = heat([2, -1, 0], 0.5);
  assert.deepEqual([...drawn.slice(0, 3)], rgb('#f59b2e'));
  assert.deepEqual([...drawn.slice(4, 7)], rgb('#3d8fe0'));
  assert.ok(drawn[3] > drawn[7] && drawn[7] > 0);
  assert.equal(drawn[11], 0);
  assert.equal(heat([0, 0], 1)[3], 0);
});

test('a map whose spectrum has left the log lies on its own axis, the chemical shift from right to left, under its own name', () => {
  globalThis.window ??= {};
  globalThis.ResizeObserver ??= class {
    observe() {}
  };
  const plot = new PlanePlot({ width: 256, height: 242, addEventListener() {} });
  const answer = { modelAxis: [1, 2], modelSecondAxis: [5, 6], modelAxisKind: 'chemical-shift', result: { activationMap: [10, 20, 30, 40] } };
  plot.map = mapOf(answer, 'activationMap');
  plot.title = 'LIME';
  plot.at = { x: 44 + 50, y: 8 + 50 };
  assert.equal(plot.reading(), `${short(2)}, ${short(5)} ppm   LIME ${short(20)}`);
  plot.map = mapOf({ ...answer, modelAxisKind: 'pixel' }, 'activationMap');
  assert.equal(plot.reading(), `${short(1)}, ${short(5)} px   LIME ${short(10)}`);
});

test('an address names an image, its layer and a pixel, and is read back', () => {
  assert.equal(addressOf('a/b 1', 'band:1655', { x: 3, y: 4 }), '#a%2Fb%201/band%3A1655/3/4');
  assert.deepEqual(readAddress('#a%2Fb%201/band%3A1655/3/4'), { image: 'a/b 1', layer: 'band:1655', pixel: { x: 3, y: 4 } });
  assert.deepEqual(readAddress(addressOf('one', 'class', null)), { image: 'one', layer: 'class', pixel: null });
  assert.equal(readAddress('#one/class/3/north').pixel, null);
  assert.ok(isOn({ width: 4, height: 5 }, { x: 3, y: 4 }) && !isOn({ width: 4, height: 5 }, { x: 4, y: 4 }) && !isOn({ width: 4, height: 5 }, { x: 0, y: -1 }));
});

test('a reading says where in µm, and of a context what it stands for', () => {
  const none = { isNone: () => false, seen: () => true };
  const contexts = { ...none, id: 'context', codes: true, at: () => 1, nameOf: (code) => `context ${code}` };
  const heights = { ...none, id: 'band:1003', title: 'Phenylalanine', unit: 'AU', at: () => 0.25 };
  const cards = { contexts: [{ label: 'matrix' }, { label: 'cell' }] };
  assert.equal(readout({ pixelSizeMicrometres: 5.5 }, [contexts, heights], { x: 2, y: 0 }, cards),
    'x 2  y 0   11.0, 0.0 µm   context 1, cell   Phenylalanine 0.25 AU');
  assert.equal(readout({ pixelSizeMicrometres: null }, [contexts], { x: 2, y: 0 }, null), 'x 2  y 0   context 1');
  assert.equal(valueText({ ...heights, seen: () => false }, { x: 0, y: 0 }), 'Phenylalanine: –');
});

test('an image says by what, when and where it was measured, as far as its file does', () => {
  assert.equal(measuredBy({ instrument: 'Cary 620', acquiredLocal: '2024-03-01T10:15', originX: 10, originY: -2.5, unit: 'µm' }),
    "measured by Cary 620, on 2024-03-01 10:15 (the instrument's clock), from 10, −2.5 µm on the stage");
  assert.equal(measuredBy({ instrument: null, acquiredLocal: null, originX: 10, originY: null, unit: 'µm' }), '');
});

test('what is explained unless something is chosen is what the service explains', () => {
  const labels = [{ name: 'amide', score: 0.4, present: true }, { name: 'nitrile', score: 0.6, present: false }];
  assert.equal(usual({ class: null, labels, value: null }), 'nitrile');
  assert.equal(usual({ class: 'tumour', labels: [], value: null }), 'tumour');
  assert.equal(usual({ class: null, labels: [], value: { name: 'water' } }), 'water');
});
