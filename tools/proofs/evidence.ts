import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { REPOSITORY } from '../gen/places.js';
import { annotationsOf, specsOf } from './annotations.js';
import { documentOf, type Evidence } from './document.js';
import type { KillsByRow } from './kills.js';
import { openRowsOf, sectionsOf } from './rows.js';

export const PAGE = 'docs/coverage-domain.md';
export const OPEN = 'docs/domain/rows.open.txt';
export const KILLS = 'docs/domain/rows.killed.json';

/** A file of the repository; empty when it is not there. */
export function read(file: string): string {
  const whole = path.join(REPOSITORY, file);
  return existsSync(whole) ? readFileSync(whole, 'utf8') : '';
}

/** What the repository says of its rows, and what is wrong with annotations. */
export function evidenceNow(): { readonly evidence: Evidence; readonly faults: readonly string[] } {
  const { found, faults } = annotationsOf(REPOSITORY, specsOf(REPOSITORY));
  const sections = sectionsOf(read('docs/domain/rows.yaml'), read('docs/domain/rulings.md'));
  const kills = JSON.parse(read(KILLS) || '{}') as KillsByRow;
  return { evidence: { sections, annotations: found, kills, open: openRowsOf(read(OPEN)) }, faults };
}

/** docs/coverage-domain.md as it is, and as it has to be. */
export const coveragePage = (
  evidence = evidenceNow().evidence,
): { readonly found: string; readonly wanted: string } => ({
  found: read(PAGE),
  wanted: documentOf(evidence),
});
