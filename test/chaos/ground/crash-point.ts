/** The instants at which a service is killed. `MARKERS` says how each is recognised. */
export const CRASH_POINTS = [
  'during parsing',
  'before load',
  'before commit',
  'after commit, before answer',
  'before send',
  'after send, before acknowledgement',
  'after acknowledgement, before resume token',
  'after receipt, before write',
  'after write, before offset commit',
  'during bulk write',
  'during rebalance',
  'during shutdown',
] as const;
export type CrashPoint = (typeof CRASH_POINTS)[number];
/** The points that are recognised by a frame on the wire. */
export type WirePoint = Exclude<CrashPoint, 'during shutdown'>;
