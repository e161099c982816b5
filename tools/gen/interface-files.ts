import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { RECORD_KINDS } from '#common/records/shapes.js';
import type { ServiceMap } from '#common/service/service-map.js';
import { apiDocument } from './api-document.js';
import { asyncApi } from './asyncapi.js';
import type { Contract } from './compatibility.js';
import { publishedEvents } from './definitions.js';
import { eventSchema, type JsonObject } from './event-schema.js';
import { recordSchema } from './record-schema.js';

/** Path below `interfaces/` → content. */
export type Files = ReadonlyMap<string, string>;

const RELEASED = 'released';
const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

/** What `interfaces/` has to hold, by the code as it is. */
export async function generatedFiles(maps: readonly ServiceMap[]): Promise<Files> {
  const events = publishedEvents(maps);
  const files = new Map<string, string>([['asyncapi.yaml', asyncApi(events)]]);
  for (const event of events) files.set(`schemas/${event.type}.json`, json(eventSchema(event)));
  for (const kind of RECORD_KINDS) files.set(`records/${kind}.json`, json(recordSchema(kind)));
  for (const map of maps) files.set(`openapi/${map.service}.json`, json(await apiDocument(map)));
  return files;
}

/** What `interfaces/` holds, `released/` aside. */
export async function committedFiles(folder: string): Promise<Files> {
  const paths = (await filesBelow(folder)).filter((file) => !file.startsWith(`${RELEASED}/`));
  return readAll(folder, paths);
}

/** Names of the files in which the two differ. */
export function differences(wanted: Files, found: Files): readonly string[] {
  const paths = [...new Set([...wanted.keys(), ...found.keys()])].sort();
  return paths.filter((file) => wanted.get(file) !== found.get(file));
}

/** Makes `interfaces/` hold exactly these files, `released/` untouched. @returns what changed */
export async function writeFiles(folder: string, wanted: Files): Promise<readonly string[]> {
  const changed = differences(wanted, await committedFiles(folder));
  for (const file of changed) {
    const target = path.join(folder, file);
    const content = wanted.get(file);
    if (content === undefined) await rm(target);
    else await write(target, content);
  }
  return changed;
}

/** The events as published now. */
export function currentContract(maps: readonly ServiceMap[]): Contract {
  const events = publishedEvents(maps);
  return {
    schemas: new Map(events.map((event) => [event.type, eventSchema(event)])),
    topics: new Map(events.map((event) => [event.type, event.topic])),
  };
}

/** The events as released; empty before the first release. */
export async function releasedContract(folder: string): Promise<Contract> {
  const files = await readAll(path.join(folder, RELEASED), await filesBelow(path.join(folder, RELEASED)));
  const topics = JSON.parse(files.get('topics.json') ?? '{}') as Record<string, string>;
  const schemas = [...files]
    .filter(([file]) => file.startsWith('schemas/'))
    .map(([file, content]) => [path.basename(file, '.json'), JSON.parse(content) as JsonObject] as const);
  return { schemas: new Map(schemas), topics: new Map(Object.entries(topics)) };
}

export async function release(folder: string, { schemas, topics }: Contract): Promise<void> {
  await write(path.join(folder, RELEASED, 'topics.json'), json(Object.fromEntries(topics)));
  for (const [type, schema] of schemas) {
    await write(path.join(folder, RELEASED, 'schemas', `${type}.json`), json(schema));
  }
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function readAll(folder: string, files: readonly string[]): Promise<Files> {
  return new Map(await Promise.all(files.map(async (f) => [f, await readFile(path.join(folder, f), 'utf8')] as const)));
}

async function write(file: string, content: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
}
