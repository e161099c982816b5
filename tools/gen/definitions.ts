import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { EventDefinition } from '#common/events/define-event.js';
import { aggregatesOf, type ServiceMap } from '#common/service/service-map.js';
import { REPOSITORY, RUNNING } from './places.js';

const DEFINITIONS = 'libs/common/src/events/definitions';

const byType = (a: EventDefinition, b: EventDefinition): number => (a.type < b.type ? -1 : 1);

/** Every event that leaves these services for other readers, each once, sorted by type. */
export function publishedEvents(maps: readonly ServiceMap[]): readonly EventDefinition[] {
  const events = new Set(maps.flatMap((map) => aggregatesOf(map).flatMap(([type]) => type.publishes)));
  return [...events].filter((event) => !event.internal).sort(byType);
}

function isDefinition(value: unknown): value is EventDefinition {
  return typeof value === 'object' && value !== null && 'topic' in value && 'sample' in value && 'data' in value;
}

/** Everything defined with `defineEvent`, whether or not some aggregate publishes it. */
export async function definedEvents(): Promise<readonly EventDefinition[]> {
  // By the sources: a build does not remove what an earlier one left.
  const sources = (await readdir(path.join(REPOSITORY, DEFINITIONS))).filter((file) => /(?<!\.spec)\.ts$/.test(file));
  const modules = await Promise.all(
    sources.sort().map(async (file) => {
      const built = path.basename(file, '.ts') + path.extname(import.meta.filename);
      return (await import(pathToFileURL(path.join(RUNNING, DEFINITIONS, built)).href)) as object;
    }),
  );
  return modules.flatMap((module) => Object.values(module).filter(isDefinition)).sort(byType);
}

/** Definitions that no aggregate publishes: readers would wait for them in vain. */
export async function deadEvents(maps: readonly ServiceMap[]): Promise<readonly string[]> {
  const alive = new Set(
    maps.flatMap((map) => aggregatesOf(map).flatMap(([type]) => type.publishes.map((e) => e.type))),
  );
  return (await definedEvents()).map(({ type }) => type).filter((type) => !alive.has(type));
}
