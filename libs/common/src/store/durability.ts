/** Acknowledged means on disk of a majority. Without `journal` a majority waits for the 100 ms journal timer. */
export const DURABLE = { writeConcern: { w: 'majority', journal: true }, readConcern: { level: 'majority' } } as const;
