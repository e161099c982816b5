import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROLES } from '#common/kernel/actor.js';
import { publishedEvents } from '../../tools/gen/definitions.js';
import { SERVICES } from '../../tools/services.js';

const ROOT = path.join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const SETTINGS = [
  'libs/common/src/service/settings.ts',
  'libs/common/src/service/exposure.ts',
  'libs/common/src/broker/broker-settings.ts',
  'libs/common/src/auth/settings.ts',
];

/** Rows of the tables below a heading of `docs/interfaces.md`, as cells. */
function rowsBelow(heading: string): readonly (readonly string[])[] {
  const [, section = ''] = read('docs/interfaces.md').split(`\n## ${heading}\n`);
  return section
    .split('\n## ')[0]!
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .map((cell) => cell.trim())
        .slice(1, -1),
    );
}

const namesIn = (cell: string | undefined): readonly string[] => cell?.match(/[A-Z][A-Z0-9_]+/g) ?? [];

describe('docs/interfaces.md', () => {
  it('names every topic with the types that are published on it', () => {
    const published = new Map<string, string[]>();
    for (const { topic, name } of publishedEvents(SERVICES)) {
      const documented = name === 'AuditAnchored' ? '<service>.audit' : topic;
      published.set(documented, [...(published.get(documented) ?? []), name]);
    }
    const topics = rowsBelow('Events')
      .filter(([first]) => /^`[a-z<>]+\.[a-z]+`$/.test(first ?? ''))
      .map(([topic = '', types = '']) => [topic.slice(1, -1), types.match(/\b(?:[A-Z][a-z]+){2,}\b/g) ?? []] as const);
    const sorted = (entries: Iterable<readonly [string, readonly string[]]>) =>
      Object.fromEntries([...entries].map(([topic, names]) => [topic, [...new Set(names)].sort()]));
    expect(sorted(topics)).toEqual(sorted(published));
  });

  it('names every variable that a service reads', () => {
    const documented = new Set(rowsBelow('Configuration').flatMap(([name]) => namesIn(name)));
    const variables = SETTINGS.flatMap((file) =>
      [...read(file).matchAll(/'([A-Z]+(?:_[A-Z]+)*)'/g)].map(([, name]) => name),
    );
    expect(variables.length).toBeGreaterThan(10);
    expect(variables.filter((name) => name !== 'NODE_ENV' && !documented.has(name ?? ''))).toEqual([]);
  });

  it('names every role', () => {
    expect(rowsBelow('Roles').flatMap(([role]) => namesIn(role))).toEqual(ROLES);
  });

  it('says who sees what under that heading', () => {
    expect(rowsBelow('Who sees what').length).toBeGreaterThan(20);
  });
});
