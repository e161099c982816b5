/** No client may hold a connection without using it, or send a request drop by drop. */
export const TIMEOUTS = {
  requestTimeout: 120_000,
  keepAliveTimeout: 65_000,
  http: { headersTimeout: 15_000, requireHostHeader: false },
} as const;
