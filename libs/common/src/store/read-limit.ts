/**
 * The store ends a read of many rows after this time. The answer gives up a moment later (ADR 0023); without a limit
 * in the store, what nobody waits for would go on there, and a few such reads at once would hold up all others.
 */
export const READ_AT_MOST = { maxTimeMS: 5_000 } as const;
