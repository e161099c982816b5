/**
 * A store that is one of many things on its machine. Tests make and drop hundreds of databases. The server keeps the
 * files of a dropped one open for as long as a snapshot may be read back, five minutes unless told otherwise. It ends
 * once it has opened all it may: 11,000 files after three minutes of tests. No reader here asks for a past snapshot.
 */
export const MODEST: readonly string[] = [
  '--wiredTigerCacheSizeGB',
  '0.5',
  '--setParameter',
  'minSnapshotHistoryWindowInSeconds=5',
];
