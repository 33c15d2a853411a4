// The viewer: what is looked at, and what happens when that or the data change.

import * as api from './api.js';
import { ContextCards } from './contextcards.js';
import { element, middleCut, savePicture } from './dom.js';
import { SpectrumTable } from './spectrumtable.js';
import { ImageList } from './imagelist.js';
import { Inspector } from './inspector.js';
import { LatentPlot } from './latentplot.js';
import { LayerStore } from './layerstore.js';
import { Legend, short } from './legend.js';
import { LayerPicture, MapCanvas } from './mapcanvas.js';
import { mapPicture } from './mappicture.js';
import { MethodsPanel } from './methods.js';
import { PlanePlot, isPlane } from './planeplot.js';
import { Selection } from './selection.js';
import { SpectrumPlot } from './spectrumplot.js';
import { Tabs } from './tabs.js';

const byId = (id) => document.getElementById(id);
const LATENT = ['latent-1', 'latent-2', 'class', 'context'];

const images = new Map();
let pipelines = new Map();
let definedAt = new Map(); // by which change of the topic of models each is defined; 0: none
let current = null; // id of the image that is looked at
let layerId = 'class';
let baseId = '';
const bases = { codes: null, numbers: '' }; // the layer underneath, by kind of the upper one; null: the first band
const thumbnailsDue = new Set(); // images whose small picture is older than their map
let pixel = null;
let answer = null;
let pixelRequest = null;
let cards = null; // contexts of the current image's model
const knownCards = new Map(); // pipeline and version → promise of cards
let explained = null; // what explains the current image's model
const knownMethods = new Map(); // pipeline and version → promise of that
const layers = new LayerStore({ read: layerRead, failed: (id, message) => { if (id === layerId) notice(message); } });

const list = new ImageList(byId('images'), byId('no-images'), (id) => {
  byId('follow').checked = false;
  open(id);
});
const table = new SpectrumTable(byId('table'), byId('table-toggle'), {
  layer: (id) => layers.get(id), want: (ids) => layers.want([...layers.wanted, ...ids]), choose: choosePixel,
});
const map = new MapCanvas(byId('map'), { hover: showReadout, choose: choosePixel, selected: choosePixels });
const latent = new LatentPlot(byId('latent'), { selected: choosePixels, choose: choosePixel });
const selection = new Selection(map, latent, byId('selection'));
const legend = new Legend(byId('legend'), () => {
  showLegend();
  map.draw();
});
const contexts = new ContextCards(byId('legend'), byId('card'), { opened: contextOpened });
const methods = new MethodsPanel(byId('methods'));
const details = new Tabs(byId('details'), (panel) => {
  if (panel === 'card' && contexts.open === null) {
    byId('card').textContent = 'Choose a context in the legend of the layer “Context”, or the one of a clicked pixel.';
  }
});
new Tabs(byId('views'), (panel) => {
  document.querySelector('.room').classList.toggle('comparing', panel === 'methods');
  if (panel === 'methods' && answer && methods.answer !== answer) methods.show(answer, cards, explained);
});
const plot = new SpectrumPlot(byId('plot'));
const plane = new PlanePlot(byId('plane'));
const inspector = new Inspector(byId('pixel'), byId('pixel-title'), (id) => {
  if (cards) contexts.choose(id);
});

// ---- images ----

function sorted() {
  return [...images.values()].sort((a, b) => b.firstResultMs - a.firstResultMs || a.id.localeCompare(b.id));
}

function showList() {
  list.show(sorted(), current);
}

function open(id, wantedLayer, wantedPixel) {
  const image = images.get(id);
  if (!image) return;
  if (id !== current) {
    current = id;
    layers.open(image);
    selectPixels(null);
    closePixel();
    showCards(image);
    showMethods(image);
  }
  const ids = image.layers.map((layer) => layer.id);
  layerId = [wantedLayer, layerId, 'class', ids.find((other) => other.startsWith('band:')), ids[0]]
    .find((candidate) => ids.includes(candidate)) ?? '';
  notice('');
  showList();
  showImage();
  showLayers();
  if (wantedPixel) choosePixel(wantedPixel);
  writeHash();
}

function showImage() {
  const image = images.get(current);
  map.show(image);
  const size = image.pixelSizeMicrometres
    ? `${short(image.pixelSizeMicrometres)} µm a pixel` : 'pixel size not known';
  byId('caption').title = measuredBy(image.measurement);
  byId('caption').replaceChildren(middleCut(image.id, 16), element('span', '', `${image.width} × ${image.height} px · ${size}`));
  table.show(image);
  byId('simulated').hidden = !image.simulated;
  showRejected(image);
  document.title = `${image.id} · Spectra Streams`;
}

/** By what, when and where on the stage an image was measured, as far as its file says. */
function measuredBy({ instrument, acquiredLocal, originX, originY, unit }) {
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

function imageChanged(image) {
  const isNew = !images.has(image.id);
  const before = images.get(image.id);
  images.set(image.id, image);
  const follow = byId('follow').checked && isNew && image.state === 'scanning';
  if (current === null || follow) {
    if (!openFromHash(current === null)) open(image.id);
    return;
  }
  showList();
  if (image.id === current) {
    const anew = before.firstResultMs !== image.firstResultMs; // another scan has the id from now on
    const grown = before.width !== image.width || before.height !== image.height; // more tiles than were known
    if (anew || grown) {
      layers.open(image);
      selectPixels(null);
    }
    if (anew) closePixel();
    layers.image = image;
    showImage();
    if (anew || grown || before.layers.length !== image.layers.length) open(current, layerId);
    if (before.model?.digest !== image.model?.digest) {
      showCards(image);
      showMethods(image);
    }
  }
}

// ---- layers ----

const kindOf = (encoding) => (encoding === 'float32' ? 'numbers' : 'codes');

function showLayers() {
  const image = images.get(current);
  const ids = image.layers.map((layer) => layer.id);
  const kind = kindOf(image.layers.find((layer) => layer.id === layerId)?.encoding);
  const wanted = bases[kind] ?? ids.find((id) => id.startsWith('band:')) ?? '';
  baseId = ids.includes(wanted) && wanted !== layerId ? wanted : '';
  const chips = byId('layers');
  chips.replaceChildren(...image.layers.map((layer, place) => {
    const chip = document.createElement('button');
    chip.type = 'button';
    chip.className = 'chip';
    chip.setAttribute('role', 'radio');
    chip.setAttribute('aria-checked', String(layer.id === layerId));
    chip.tabIndex = layer.id === layerId ? 0 : -1;
    chip.dataset.layer = layer.id;
    chip.textContent = layer.title;
    chip.title = `${layer.title}${layer.unit ? `, ${layer.unit}` : ''}${place < 9 ? ` (key ${place + 1})` : ''}`;
    chip.addEventListener('click', () => chooseLayer(layer.id));
    return chip;
  }));
  const none = new Option('nothing', '');
  const options = image.layers.filter((layer) => layer.encoding === 'float32')
    .map((layer) => new Option(layer.title, layer.id));
  byId('base').replaceChildren(none, ...options);
  byId('base').value = baseId;
  byId('opacity').disabled = !baseId;
  const hasLatent = ids.includes('latent-1');
  byId('latent-panel').hidden = !hasLatent;
  byId('lasso').hidden = !hasLatent;
  layers.want([layerId, baseId, ...(hasLatent ? LATENT : []), ...table.wanted()].filter(Boolean));
  map.layers(layers.get(layerId), layers.get(baseId));
  byId('layer-csv').href = api.csv.layer(current, layerId);
  byId('export').querySelector('ul').replaceChildren(...Object.entries(api.EXPORTS).map(([format, title]) => {
    const link = element('a', '', title);
    link.href = api.exported(current, format);
    link.dataset.format = format;
    if (format === 'report') {
      link.target = '_blank';
      link.rel = 'noopener';
    } else {
      link.download = '';
    }
    const item = element('li');
    item.append(link);
    return item;
  }));
  showLegend();
  showLatent();
}

function showLegend() {
  const layer = layers.get(layerId);
  if (layer?.id === 'context' && cards) contexts.showStrip(layer);
  else legend.show(images.get(current), layer);
}

function showLatent() {
  latent.byContext = layerId === 'context';
  latent.show(...LATENT.map((id) => layers.get(id)));
}

function chooseLayer(id) {
  layerId = id;
  showLayers();
  writeHash();
}

function layerRead(id) {
  table.refresh(id);
  if (id === layerId || id === baseId) {
    map.draw();
    if (map.cursor) showReadout(map.cursor);
  }
  if (id === layerId) showLegend();
  if (LATENT.includes(id)) showLatent();
  if (id === 'context' && contexts.open !== null) selectContext(contexts.open);
}

function setOpacity() {
  map.opacity = byId('opacity').value / 100;
  map.draw();
}

/** Reads the small pictures of the list again where maps have grown; called once a second. */
async function refreshThumbnails() {
  const due = [...thumbnailsDue];
  thumbnailsDue.clear();
  for (const id of due) {
    const image = images.get(id);
    const layer = image?.layers.find((l) => l.id === 'class') ?? image?.layers.find((l) => l.id.startsWith('band:'));
    if (!layer || image.pixels > 512 * 512) continue;
    try {
      const whole = { x: 0, y: 0, width: image.width, height: image.height };
      const picture = new LayerPicture(image, layer);
      picture.put(whole, await api.readWindow(id, layer.id, whole));
      list.picture(id, picture.picture(false));
    } catch { /* its map is gone: the list does without */ }
  }
}

function notice(text) {
  byId('notice').hidden = !text;
  byId('notice').textContent = text;
}

// ---- pixels ----

function valueText(layer, at) {
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

function showReadout(at) {
  const image = images.get(current);
  if (!at || !image) {
    byId('readout').textContent = '';
    return;
  }
  const parts = [`x ${at.x}  y ${at.y}`];
  if (image.pixelSizeMicrometres) {
    const um = (n) => (n * image.pixelSizeMicrometres).toFixed(1);
    parts.push(`${um(at.x)}, ${um(at.y)} µm`);
  }
  for (const id of [layerId, baseId]) {
    if (layers.get(id)) parts.push(valueText(layers.get(id), at));
  }
  byId('readout').textContent = parts.join('   ');
}

function closePixel() {
  pixel = null;
  answer = null;
  pixelRequest?.abort();
  map.select(null);
  showSpectrum(null, null, []);
  byId('plot-hint').hidden = false;
  byId('plot-hint').textContent = 'Click a pixel to see its spectrum and what its class rests on.';
  byId('spectrum-title').textContent = 'Spectrum';
  byId('spectrum-simulated').hidden = true;
  byId('activation-key').hidden = true;
  byId('hold').disabled = !plot.held;
  latent.mark = null;
  latent.draw();
  methods.hint('Click a pixel to compare what the methods say about it.');
  byId('pixel-csv').hidden = true;
  inspector.hint('Class, votes, bands and provenance of the clicked pixel stand here.');
}

async function choosePixel(at) {
  const imageId = current;
  pixel = at;
  map.select(at);
  latent.mark = at;
  latent.draw();
  writeHash();
  pixelRequest?.abort();
  pixelRequest = new AbortController();
  try {
    const found = await api.readPixel(imageId, at.x, at.y, pixelRequest.signal);
    if (imageId === current) showPixel(found);
  } catch (error) {
    if (error.name === 'AbortError' || imageId !== current) return;
    closePixel();
    pixel = at;
    map.select(at);
    inspector.fail(at, error.message);
    byId('plot-hint').textContent = error.message;
  }
}

function showPixel(found) {
  const { result } = found;
  const activation = api.mapOf(found, 'activationMap');
  answer = found;
  inspector.show(found, images.get(current));
  details.show('pixel');
  byId('pixel-csv').href = api.csv.pixel(result.image, result.x, result.y);
  byId('pixel-csv').hidden = false;
  if (!byId('methods').hidden) methods.show(found, cards, explained);
  const image = images.get(current);
  const where = image.pixelSizeMicrometres
    ? ` (${(result.x * image.pixelSizeMicrometres).toFixed(1)}, ${(result.y * image.pixelSizeMicrometres).toFixed(1)} µm)` : '';
  byId('spectrum-title').textContent = `Spectrum at ${result.x}, ${result.y}${where}`;
  byId('spectrum-simulated').hidden = !result.simulated;
  byId('activation-key').title = found.modelAxisMissing ?? '';
  byId('activation-key').hidden = !activation || !(found.spectrum || isPlane(activation));
  byId('activation-class').textContent = result.class ?? '';
  byId('plot-hint').hidden = found.spectrum !== null;
  byId('plot-hint').textContent = found.spectrumMissing ?? '';
  byId('hold').disabled = isPlane(found.spectrum) || (!found.spectrum && !plot.held);
  // The bands of another definition of the pipeline stand elsewhere than those that were read.
  const asDefined = (result.pipelineDefinedAtMs ?? 0) === (definedAt.get(result.pipeline) ?? 0);
  showSpectrum(found.spectrum, activation, asDefined ? pipelines.get(result.pipeline)?.bands ?? [] : []);
}

/** A spectrum as a curve, or a plane as a picture, with the map of its class. */
function showSpectrum(spectrum, activation, bands) {
  const flat = isPlane(spectrum) || isPlane(activation);
  byId('plot').hidden = flat;
  byId('plane').hidden = !flat;
  plane.show(flat ? spectrum : null, flat ? activation : null, api.methodTitle('cam'));
  plot.show(flat ? null : spectrum, flat ? null : activation, bands);
}

function toggleHold() {
  const held = plot.held ? null
    : { spectrum: answer.spectrum, label: `${answer.result.image} ${answer.result.x}, ${answer.result.y}` };
  plot.hold(held);
  byId('hold').setAttribute('aria-pressed', String(held !== null));
  byId('hold').textContent = held ? 'let go' : 'hold';
  byId('hold').disabled = !held && !answer?.spectrum;
}

// ---- contexts, and pixels that are selected together ----

async function showCards(image) {
  cards = null;
  contexts.load(null, image);
  latent.training = null;
  byId('latent-simulated').hidden = true;
  byId('tab-card').hidden = true;
  if (!image.model || !image.layers.some((layer) => layer.id === 'context')) return;
  const key = `${image.pipeline} ${image.model.version}`;
  if (!knownCards.has(key)) knownCards.set(key, api.readContexts(image.pipeline, image.model.version));
  try {
    const found = await knownCards.get(key);
    if (image.id !== current) return;
    cards = found;
    contexts.load(found, { ...image, raman: found.quantity === 'raman-intensity' });
    latent.training = found.latent;
    byId('latent-simulated').hidden = !found.simulated;
    byId('tab-card').hidden = false;
    showLegend();
    showLatent();
    if (answer && !byId('methods').hidden) methods.show(answer, cards, explained);
  } catch (error) {
    knownCards.delete(key);
    if (image.id === current) notice(error.message);
  }
}

/** What explains the model of an image; the contexts are one of several ways. */
async function showMethods(image) {
  explained = null;
  if (!image.model) return;
  const key = `${image.pipeline} ${image.model.version}`;
  if (!knownMethods.has(key)) knownMethods.set(key, api.readMethods(image.pipeline, image.model.version));
  try {
    const found = await knownMethods.get(key);
    if (image.id !== current) return;
    explained = found;
    if (answer && !byId('methods').hidden) methods.show(answer, cards, explained);
  } catch (error) {
    knownMethods.delete(key);
    if (image.id === current) notice(error.message);
  }
}

/** Selects pixels that were drawn around. */
function choosePixels(mask) {
  if (cards && contexts.open !== null) contexts.choose(null);
  selectPixels(mask);
}

function selectPixels(mask) {
  selection.set(mask, images.get(current), layers.get('class'));
}

/** A context's card was opened, so its pixels are selected; or it was closed. */
function contextOpened(id) {
  details.show(id === null ? 'pixel' : 'card');
  selectContext(id);
}

function selectContext(id) {
  const layer = layers.get('context');
  selectPixels(id === null || !layer ? null : Uint8Array.from(layer.values, (value) => Number(value === id)));
}

// ---- address: #image/layer/x/y ----

function writeHash() {
  const parts = [current, layerId];
  if (pixel) parts.push(pixel.x, pixel.y);
  history.replaceState(null, '', `#${parts.map(encodeURIComponent).join('/')}`);
}

/** Opens what the address names; false if it names no known image. */
function openFromHash(first) {
  const [id, layer, x, y] = location.hash.slice(1).split('/').map(decodeURIComponent);
  if (!first || !images.has(id)) return false;
  const at = { x: Number(x), y: Number(y) };
  const image = images.get(id);
  const inside = x !== undefined && Number.isInteger(at.x) && Number.isInteger(at.y)
    && at.x >= 0 && at.y >= 0 && at.x < image.width && at.y < image.height;
  open(id, layer, inside ? at : undefined);
  return true;
}

// ---- service ----

async function loadAll() {
  const [found, known, assignments] = await Promise.all([api.listImages(), api.listPipelines(), api.listBands(), api.loadMethods()]);
  plot.assignments = assignments;
  pipelines = new Map(known.map((pipeline) => [pipeline.name, pipeline]));
  images.clear();
  for (const image of found) images.set(image.id, image);
  found.forEach((image) => thumbnailsDue.add(image.id));
  if (current !== null && images.has(current)) {
    layers.open(images.get(current));
    open(current, layerId);
  } else if (found.length) {
    current = null;
    if (!openFromHash(true)) open(sorted()[0].id);
  } else {
    showList();
  }
}

function status(id, state, text) {
  byId(id).dataset.state = state;
  byId(id).textContent = text;
}

async function checkHealth() {
  try {
    const health = await api.readHealth();
    const down = health.checks.filter((check) => check.status !== 'UP');
    status('health', down.length ? 'down' : 'on', down.length ? `${down[0].name} is down` : 'healthy');
    byId('health').title = health.checks.map((check) => `${check.name}: ${check.reason}`).join('\n');
  } catch {
    status('health', 'down', 'no answer');
  }
}

/** Which pipelines there are just now, which version of its model each uses, what is tried out beside it, and what an instance refuses. */
async function showModels() {
  try {
    const [{ pipelines: all }, known] = await Promise.all([api.listModels(), api.listPipelines()]);
    pipelines = new Map(known.map((pipeline) => [pipeline.name, pipeline]));
    definedAt = new Map(all.map((one) => [one.pipeline, Math.max(0, ...one.instances.map((instance) => instance.definedAtMs ?? 0))]));
    const lines = all.filter((one) => one.instances.some((instance) => instance.active || instance.refused)).map((one) => {
      const of = (role) => [...new Set(one.instances.map((instance) => instance[role]?.model).filter(Boolean))].join(' and ').replaceAll('@', ' ');
      const roles = [of('active') || 'not in service', ...['canary', 'shadow'].filter(of).map((role) => `${role} ${of(role)}`)];
      const refused = one.instances.find((instance) => instance.refused)?.refused;
      return `${one.pipeline}: ${roles.join(', ')}${refused ? ` (${refused})` : ''}`;
    });
    byId('in-use').hidden = !lines.length;
    byId('in-use').textContent = `In use: ${lines.join('; ')}`;
  } catch {
    byId('in-use').hidden = true;
  }
}

api.listen({
  hello: () => {
    status('live', 'on', 'live');
    loadAll().catch((error) => notice(error.message));
  },
  image: imageChanged,
  gone: ({ image }) => {
    images.delete(image);
    if (image === current) loadAll().catch((error) => notice(error.message));
    else showList();
  },
  tiles: ({ image, layers: changed }) => {
    thumbnailsDue.add(image);
    if (image === current) layers.changed(changed);
  },
  resync: () => loadAll().catch((error) => notice(error.message)),
  lost: () => status('live', 'down', 'connecting again'),
});

checkHealth();
setInterval(checkHealth, 5000);
showModels();
setInterval(showModels, 15000);
(async function keepThumbnails() {
  await refreshThumbnails();
  setTimeout(keepThumbnails, 1000);
})();
byId('follow').checked = !location.hash;
byId('follow').addEventListener('change', () => {
  const scanning = sorted().find((image) => image.state === 'scanning');
  if (byId('follow').checked && scanning) open(scanning.id);
});
byId('base').addEventListener('change', () => {
  const kind = kindOf(images.get(current).layers.find((layer) => layer.id === layerId).encoding);
  bases[kind] = byId('base').value;
  showLayers();
});
byId('opacity').addEventListener('input', setOpacity);
setOpacity();
byId('zoom-in').addEventListener('click', () => map.zoomBy(1.4));
byId('zoom-out').addEventListener('click', () => map.zoomBy(1 / 1.4));
byId('zoom-fit').addEventListener('click', () => map.fit());
byId('hold').addEventListener('click', toggleHold);
byId('selection-clear').addEventListener('click', () => choosePixels(null));
byId('lasso').addEventListener('click', () => {
  map.lassoing = !map.lassoing;
  byId('lasso').setAttribute('aria-pressed', String(map.lassoing));
});
byId('latent-training').addEventListener('change', () => {
  latent.withTraining = byId('latent-training').checked;
  latent.draw();
});
byId('map-png').addEventListener('click', () => {
  const layer = layers.get(layerId);
  if (layer) savePicture(mapPicture(images.get(current), layer, cards), `${current}-${layerId.replace(':', '-')}`);
});
byId('layers').addEventListener('keydown', (event) => {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const ids = images.get(current).layers.map((layer) => layer.id);
  chooseLayer(ids[(ids.indexOf(layerId) + step + ids.length) % ids.length]);
  byId('layers').querySelector('[aria-checked=true]').focus();
  event.preventDefault();
});
document.addEventListener('click', (event) => {
  const menu = byId('export');
  if (menu.open && (!menu.contains(event.target) || event.target.tagName === 'A')) menu.open = false;
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && byId('export').open) {
    byId('export').open = false;
    byId('export').querySelector('summary').focus();
  }
  const place = '123456789'.indexOf(event.key);
  if (event.key === 'Escape' && selection.mask) choosePixels(null);
  const typing = ['INPUT', 'SELECT'].includes(event.target.tagName);
  const image = images.get(current);
  if (typing || event.ctrlKey || event.metaKey || event.altKey || place < 0 || !image?.layers[place]) return;
  chooseLayer(image.layers[place].id);
});
addEventListener('hashchange', () => openFromHash(true));
