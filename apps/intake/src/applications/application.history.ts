import type { HistorySight } from '#common/http/history.js';
import type { Reader } from '#common/kernel/actor.js';
import { seesReaders } from './application.permissions.js';

const OF_READERS: readonly string[] = ['ReadersAdmitted', 'ReadersRemoved'];

/** Why an officer was replaced, and which tie they have, is about people: an illness, a relative. */
const OF_OFFICERS: readonly string[] = ['OfficerChanged', 'OfficerTieDeclared'];

interface Sight {
  /** Those who may read the notices. */
  readonly seesReasons: boolean;
  /** NIA and the auditor. */
  readonly seesOfficers: boolean;
}

/**
 * What a reader of the papers may know of their history. Reasons are for those who may read the notices, those about
 * officers for NIA and the auditor. Admissions to the papers, and their times, are for the secretary and the auditor.
 */
export const sightOf = (reader: Reader, { seesReasons, seesOfficers }: Sight): HistorySight => ({
  shows: ({ type }) =>
    (seesReaders(reader) || !OF_READERS.includes(type)) && (seesOfficers || type !== 'OfficerTieDeclared'),
  showsReason: ({ type }) => seesReasons && (seesOfficers || !OF_OFFICERS.includes(type)),
});
