/**
 * Routes for operators, each with what lies below it. They are served on the operations port only. Any other route is
 * served on the business port only.
 */
export const ROUTES_OF_OPERATIONS: readonly string[] = [
  '/health',
  '/metrics',
  '/dev',
  '/v1/audit',
  '/v1/clock',
  '/v1/dead-letters',
];
/** On both ports: a load balancer has to see the port that it sends requests to. */
const ON_BOTH = '/health/live';

/** The default of `OPS_PORT` is the service's port and this. */
export const OPERATIONS_OFFSET = 100;

export type Port = 'business' | 'operations';

const isOfOperations = (path: string): boolean =>
  ROUTES_OF_OPERATIONS.some((route) => path === route || path.startsWith(`${route}/`));

/** Whether a port serves a path. The query is no part of it. */
export const serves = (port: Port, path: string): boolean =>
  path === ON_BOTH || isOfOperations(path) === (port === 'operations');

/** The two addresses of a service: `http://host:port`. */
export interface ServiceAddress {
  readonly url: string;
  readonly opsUrl: string;
}

/** The address that serves a path; it may have a query. */
export const baseFor = ({ url, opsUrl }: ServiceAddress, path: string): string =>
  isOfOperations(path.split('?', 1)[0] ?? path) ? opsUrl : url;

/**
 * Reads `URL`, or `URL|OPERATIONS_URL` where the operations port is not the port and 100.
 * @throws TypeError for what is no address
 */
export function addressFrom(text: string): ServiceAddress {
  const [url = '', given] = text.split('|');
  const business = new URL(url);
  const operations = new URL(given ?? url);
  if (given === undefined) operations.port = String(portOf(business) + OPERATIONS_OFFSET);
  return { url: plain(business), opsUrl: plain(operations) };
}

const portOf = ({ port, protocol }: URL): number => (port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port));

const plain = ({ href }: URL): string => href.replace(/\/$/, '');
