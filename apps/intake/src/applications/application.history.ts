import type { HistorySight } from '#common/http/history.js';
import type { Reader } from '#common/kernel/actor.js';
import { seesReaders } from './application.permissions.js';

const OF_READERS: readonly string[] = ['ReadersAdmitted', 'ReadersRemoved'];

/**
 * What a reader of the papers may know of their history. Reasons are for those who may read the notices. Admissions to
 * the papers, and their times, are for the secretary and the auditor.
 */
export const sightOf = (reader: Reader, seesReasons: boolean): HistorySight => ({
  shows: ({ type }) => seesReaders(reader) || !OF_READERS.includes(type),
  reasons: seesReasons,
});
