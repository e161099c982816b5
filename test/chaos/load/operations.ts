import type { ServiceName } from '#common/events/define-event.js';
import { declaredAt, type OperationDetails } from '#common/http/operation.js';
import { SERVICES } from '../../../tools/services.js';

interface Route {
  readonly service: ServiceName;
  readonly details: OperationDetails;
  readonly pattern: RegExp;
}

const patternOf = (path: string): RegExp => new RegExp(`^${path.replace(/:[A-Za-z]+/g, '[^/]+')}$`);

const ROUTES: readonly Route[] = SERVICES.flatMap(({ service, operations }) =>
  Object.values(operations).flatMap(([http]) => {
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
