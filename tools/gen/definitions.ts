import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { EventDefinition } from '#common/events/define-event.js';
import type { ServiceMap } from '#common/service/service-map.js';

const DEFINITIONS = path.join(import.meta.dirname, '../../libs/common/src/events/contracts');

const byType = (a: EventDefinition, b: EventDefinition): number => (a.type < b.type ? -1 : 1);

/** Every event that leaves these services for other readers, each once, sorted by type. */
export function publishedEvents(maps: readonly ServiceMap[]): readonly EventDefinition[] {
  const events = new Set(maps.flatMap((map) => map.aggregates.flatMap(([type]) => type.publishes)));
  return [...events].filter((event) => !event.internal).sort(byType);
}

function isDefinition(value: unknown): value is EventDefinition {
  return typeof value === 'object' && value !== null && 'topic' in value && 'sample' in value && 'data' in value;
}

/** Everything defined with `defineEvent`, whether or not some aggregate publishes it. */
export async function definedEvents(): Promise<readonly EventDefinition[]> {
  const files = (await readdir(DEFINITIONS)).filter((file) => /(?<!\.spec|\.d)\.[jt]s$/.test(file)).sort();
  const modules = await Promise.all(
    files.map(async (file) => (await import(pathToFileURL(path.join(DEFINITIONS, file)).href)) as object),
  );
  return modules.flatMap((module) => Object.values(module).filter(isDefinition)).sort(byType);
}

/** Definitions that no aggregate publishes: readers would wait for them for ever. */
export async function deadEvents(maps: readonly ServiceMap[]): Promise<readonly string[]> {
  const alive = new Set(maps.flatMap((map) => map.aggregates.flatMap(([type]) => type.publishes.map((e) => e.type))));
  return (await definedEvents()).map(({ type }) => type).filter((type) => !alive.has(type));
}
