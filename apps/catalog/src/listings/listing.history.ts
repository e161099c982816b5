import type { HistorySight } from '#common/http/history.js';

/** Why an officer was replaced, and which tie they have, is about people: an illness, a relative. */
const OF_OFFICERS: readonly string[] = ['OfficerChanged', 'OfficerTieDeclared'];

/** What a reader of the file may know of its history. @param seesOfficers NIA and the auditor */
export const sightOf = (seesOfficers: boolean): HistorySight => ({
  shows: ({ type }) => seesOfficers || type !== 'OfficerTieDeclared',
  showsReason: ({ type }) => seesOfficers || !OF_OFFICERS.includes(type),
});
