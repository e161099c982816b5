import { EnterAddressHttp, RemoveAddressHttp } from '#common/address-book/address-book.http.js';
import type { ServiceName } from '#common/events/define-event.js';
import { declaredAt, type OperationDetails } from '#common/http/operation.js';
import { SERVICES } from '../../../tools/services.js';

interface Route {
  readonly service: ServiceName;
  readonly details: OperationDetails;
  readonly pattern: RegExp;
}

const patternOf = (path: string): RegExp => new RegExp(`^${path.replace(/:[A-Za-z]+/g, '[^/]+')}$`);

/** Of every service, next to its own. */
const COMMON = [EnterAddressHttp, RemoveAddressHttp];

const ROUTES: readonly Route[] = SERVICES.flatMap(({ service, operations }) =>
  [...Object.values(operations).map(([http]) => http), ...COMMON].flatMap((http) => {
    const prototype = http.prototype as Record<string, unknown>;
    return Object.getOwnPropertyNames(prototype)
      .filter((name) => name !== 'constructor')
      .map((name) => declaredAt(prototype[name] as object))
      .flatMap((details) => (details === undefined ? [] : [{ service, details, pattern: patternOf(details.path) }]));
  }),
);

/** The operation of a request, whose name is part of the command's id. @throws when the service has no such route */
export function operationOf(service: ServiceName, method: string, path: string): OperationDetails {
  const matches = (route: Route) =>
    route.service === service && route.details.method === method && route.pattern.test(path);
  const found = ROUTES.find(matches);
  if (found === undefined) throw new Error(`${service} has no ${method} ${path}.`);
  return found.details;
}

/** The commands of a service, by name: all that write. */
export const commandsOf = (service: ServiceName): readonly string[] =>
  ROUTES.filter((route) => route.service === service && route.details.method !== 'GET').map(
    ({ details }) => details.id,
  );
