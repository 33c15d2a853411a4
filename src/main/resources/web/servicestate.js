// What the service says of itself: whether it is well, which pipelines it has and which models they use.

import { listModels, listPipelines, readHealth } from './api.js';
import { byId } from './dom.js';

function status(id, state, text) {
  byId(id).dataset.state = state;
  byId(id).textContent = text;
}

/** Which version of its model a pipeline uses, what is tried out beside it, and what an instance refuses. */
function inUse({ pipeline, instances }) {
  const of = (role) => [...new Set(instances.map((instance) => instance[role]?.model).filter(Boolean))].join(' and ').replaceAll('@', ' ');
  const roles = [of('active') || 'not in service', ...['canary', 'shadow'].filter(of).map((role) => `${role} ${of(role)}`)];
  const refused = instances.find((instance) => instance.refused)?.refused;
  return `${pipeline}: ${roles.join(', ')}${refused ? ` (${refused})` : ''}`;
}

export class ServiceState {
  #pipelines = new Map();
  #definedAt = new Map(); // by which change of the topic of models each is defined; 0: none

  /** Asks for health and models, and again every few seconds. */
  keep() {
    this.#checkHealth();
    setInterval(() => this.#checkHealth(), 5000);
    this.#showModels();
    setInterval(() => this.#showModels(), 15000);
  }

  /** Whether what changes comes as it changes. */
  live(state, text) {
    status('live', state, text);
  }

  /** Takes over the pipelines that there are. */
  know(pipelines) {
    this.#pipelines = new Map(pipelines.map((pipeline) => [pipeline.name, pipeline]));
  }

  /** The bands that were read for a result; those of another definition of its pipeline stand elsewhere, so then none. */
  bandsOf(result) {
    const asDefined = (result.pipelineDefinedAtMs ?? 0) === (this.#definedAt.get(result.pipeline) ?? 0);
    return asDefined ? this.#pipelines.get(result.pipeline)?.bands ?? [] : [];
  }

  async #checkHealth() {
    try {
      const health = await readHealth();
      const down = health.checks.filter((check) => check.status !== 'UP');
      status('health', down.length ? 'down' : 'on', down.length ? `${down[0].name} is down` : 'healthy');
      byId('health').title = health.checks.map((check) => `${check.name}: ${check.reason}`).join('\n');
    } catch {
      status('health', 'down', 'no answer');
    }
  }

  async #showModels() {
    try {
      const [{ pipelines: all }, known] = await Promise.all([listModels(), listPipelines()]);
      this.know(known);
      this.#definedAt = new Map(all.map((one) => [one.pipeline, Math.max(0, ...one.instances.map((instance) => instance.definedAtMs ?? 0))]));
      const lines = all.filter((one) => one.instances.some((instance) => instance.active || instance.refused)).map(inUse);
      byId('in-use').hidden = !lines.length;
      byId('in-use').textContent = `In use: ${lines.join('; ')}`;
    } catch {
      byId('in-use').hidden = true;
    }
  }
}
