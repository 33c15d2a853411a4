// The viewer: which image is looked at, and what happens when the service tells of changes or keys are pressed.

import * as api from './api.js';
import { addressOf, isOn, readAddress } from './address.js';
import { byId, notice } from './dom.js';
import { ImageList } from './imagelist.js';
import { ImageView } from './imageview.js';
import { ServiceState } from './servicestate.js';
import { Thumbnails } from './thumbnails.js';

const images = new Map();
const service = new ServiceState();
const view = new ImageView({ bandsOf: (result) => service.bandsOf(result), moved: writeAddress });
const list = new ImageList(byId('images'), byId('no-images'), (id) => {
  byId('follow').checked = false;
  open(images.get(id));
});
const thumbnails = new Thumbnails(images, list);

// ---- images ----

/** The image that got a result last: of two scanned one after the other, the first results may come in either order. */
function latest() {
  return sorted().reduce((one, other) => (other.lastResultMs > one.lastResultMs ? other : one));
}

function sorted() {
  return [...images.values()].sort((a, b) => b.firstResultMs - a.firstResultMs || a.id.localeCompare(b.id));
}

function showList() {
  list.show(sorted(), view.image?.id ?? null);
}

function open(image, layer, pixel) {
  view.open(image, layer, pixel);
  showList();
}

function writeAddress() {
  history.replaceState(null, '', addressOf(view.image.id, view.bar.layer, view.pixel.at));
}

/** Opens what the address names; false if it names no known image. */
function openAddress() {
  const { image: id, layer, pixel } = readAddress(location.hash);
  const image = images.get(id);
  if (!image) return false;
  open(image, layer, pixel && isOn(image, pixel) ? pixel : null);
  return true;
}

// ---- what the service tells ----

function imageChanged(image) {
  const isNew = !images.has(image.id);
  images.set(image.id, image);
  if (view.image === null) {
    if (!openAddress()) open(image);
  } else if (byId('follow').checked && isNew && image.state === 'scanning') {
    open(image);
  } else {
    if (image.id === view.image.id) view.changed(image);
    showList();
  }
}

async function loadAll() {
  const [found, pipelines, assignments] = await Promise.all([api.listImages(), api.listPipelines(), api.listBands(), api.loadMethods()]);
  view.pixel.spectrum.plot.assignments = assignments;
  service.know(pipelines);
  images.clear();
  for (const image of found) {
    images.set(image.id, image);
    thumbnails.changed(image.id);
  }
  if (images.has(view.image?.id)) {
    view.reopen(images.get(view.image.id));
  } else {
    view.leave();
    if (found.length && !openAddress()) view.open(latest());
  }
  showList();
}

const load = () => loadAll().catch((error) => notice(error.message));

api.listen({
  hello: () => {
    service.live('on', 'live');
    load();
  },
  image: imageChanged,
  gone: ({ image }) => {
    images.delete(image);
    if (image === view.image?.id) load();
    else showList();
  },
  tiles: ({ image, layers }) => {
    thumbnails.changed(image);
    if (image === view.image?.id) view.layers.changed(layers);
  },
  resync: load,
  lost: () => service.live('down', 'connecting again'),
});
service.keep();
thumbnails.keep();

// ---- buttons and keys ----

byId('follow').checked = !location.hash;
byId('follow').addEventListener('change', () => {
  const scanning = sorted().find((image) => image.state === 'scanning');
  if (byId('follow').checked && scanning) open(scanning);
});
byId('zoom-in').addEventListener('click', () => view.map.zoomBy(1.4));
byId('zoom-out').addEventListener('click', () => view.map.zoomBy(1 / 1.4));
byId('zoom-fit').addEventListener('click', () => view.map.fit());
byId('map-png').addEventListener('click', () => view.savePicture());
byId('selection-clear').addEventListener('click', () => view.choosePixels(null));
byId('lasso').addEventListener('click', () => {
  view.map.lassoing = !view.map.lassoing;
  byId('lasso').setAttribute('aria-pressed', String(view.map.lassoing));
});
byId('latent-training').addEventListener('change', () => {
  view.latent.withTraining = byId('latent-training').checked;
  view.latent.draw();
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && view.selection.mask) view.choosePixels(null);
  const place = '123456789'.indexOf(event.key);
  const typing = ['INPUT', 'SELECT'].includes(event.target.tagName);
  if (!typing && !event.ctrlKey && !event.metaKey && !event.altKey && place >= 0) view.bar.chooseAt(place);
});
addEventListener('hashchange', openAddress);
