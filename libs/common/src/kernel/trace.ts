const hex = (bytes: number): string => Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('hex');

/** A W3C `traceparent` that starts a trace: `00-<trace id>-<span id>-01`. */
export const newTraceparent = (): string => `00-${hex(16)}-${hex(8)}-01`;

/** Continues the caller's trace as a span of our own; starts a new trace when `incoming` names none. */
export function traceparentFor(incoming: string | undefined): string {
  const given = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/.exec(incoming ?? '')?.[1];
  return given === undefined || /^0+$/.test(given) ? newTraceparent() : `00-${given}-${hex(8)}-01`;
}
