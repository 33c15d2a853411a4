// The REST interface as api.md describes it.

export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function request(path, signal) {
  const response = await fetch(path, { signal });
  if (!response.ok) {
    let message = `${path} answered ${response.status}`;
    try {
      message = (await response.json()).error ?? message;
    } catch { /* no JSON: the status has to do */ }
    throw new ApiError(response.status, message);
  }
  return response;
}

const json = async (path, signal) => (await request(path, signal)).json();
const part = encodeURIComponent;

export const listImages = () => json('api/images');
export const listPipelines = () => json('api/pipelines');
export const readContexts = (pipeline, version) => json(`api/pipelines/${part(pipeline)}/contexts?version=${part(version)}`);
export const readMethods = (pipeline, version) => json(`api/pipelines/${part(pipeline)}/methods?version=${part(version)}`);
export const listModels = () => json('api/models');
export const listBands = () => json('api/bands');

/** What the explanation methods are called, as the service says: id → { title, drawsSamples }. */
export const methods = new Map();
export async function loadMethods() {
  for (const method of await json('api/methods')) methods.set(method.id, method);
}
export const methodTitle = (id) => methods.get(id)?.title ?? id;

/** One of the maps of a pixel's result, on the axis of its model; null where there is none. */
export const mapOf = (answer, field) =>
  (answer.modelAxis && answer.result[field]
    ? { axis: answer.modelAxis, secondAxis: answer.modelSecondAxis, axisKind: answer.modelAxisKind, values: answer.result[field] } : null);

/** Where one of the explanations of a pixel's class stands out. */
export const bandsOf = (answer, method) => answer.strongest.find((one) => one.method === method)?.bands ?? [];
export const readPixel = (image, x, y, signal) => json(`api/images/${part(image)}/pixels/${x}/${y}`, signal);

/** Explains a pixel on demand; the service answers within 20 s, or says why not. */
export const explain = (image, x, y, method, query, signal) =>
  json(`api/images/${part(image)}/pixels/${x}/${y}/explanations/${method}?${new URLSearchParams(query)}`, signal);

/** Addresses of CSV files. */
export const csv = {
  layer: (image, layer) => `api/images/${part(image)}/layers/${part(layer)}?format=csv`,
  pixel: (image, x, y) => `api/images/${part(image)}/pixels/${x}/${y}?format=csv`,
  explanation: (image, x, y, method, query) =>
    `api/images/${part(image)}/pixels/${x}/${y}/explanations/${method}?${new URLSearchParams({ ...query, format: 'csv' })}`,
  contexts: (pipeline, version) => `api/pipelines/${part(pipeline)}/contexts?version=${part(version)}&format=csv`,
};

/** What a whole image can be saved as: format → what to call it. */
export const EXPORTS = {
  report: 'report (HTML)',
  'ome-tiff': 'OME-TIFF, all layers',
  'ome-zarr': 'OME-Zarr, all layers (zip)',
  csv: 'results of all pixels (CSV)',
  parquet: 'results of all pixels (Parquet)',
};
export const exported = (image, format) => `api/images/${part(image)}/export/${format}`;

export async function readHealth() {
  const response = await fetch('health');
  return response.json();
}

/** The arrays that layers are read into, by encoding. */
export const VIEWS = { float32: Float32Array, 'class-u8': Uint8Array, 'index-u16': Uint16Array, 'flags-u16': Uint16Array };

/** One window of a layer as a typed array; the wire is little-endian, as every machine with a browser is. */
export async function readWindow(image, layer, { x, y, width, height }) {
  const query = new URLSearchParams({ x, y, width, height });
  const response = await request(`api/images/${part(image)}/layers/${part(layer)}?${query}`);
  const View = VIEWS[response.headers.get('Spectra-Encoding')];
  return new View(await response.arrayBuffer());
}

/** Server-sent events; calls back until closed, and connects again by itself. */
export function listen(handlers) {
  let source;
  const open = () => {
    source = new EventSource('api/events');
    for (const name of ['hello', 'image', 'gone', 'tiles', 'resync']) {
      source.addEventListener(name, (event) => handlers[name](JSON.parse(event.data)));
    }
    source.onerror = () => {
      handlers.lost();
      if (source.readyState === EventSource.CLOSED) {
        setTimeout(open, 5000);
      }
    };
  };
  open();
}
