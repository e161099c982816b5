import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/internal';
import type { ExecutionContext } from '@nestjs/common';
import { isRequestClass, type ClassOf } from './validation/field-registry.js';

const KINDS = { body: RouteParamtypes.BODY, query: RouteParamtypes.QUERY } as const;

type Kind = keyof typeof KINDS;
type Handled = Pick<ExecutionContext, 'getClass' | 'getHandler'>;

/** By handler: what it declares never changes, and every request asks. */
const known: Readonly<Record<Kind, WeakMap<object, ClassOf | undefined>>> = {
  body: new WeakMap(),
  query: new WeakMap(),
};

/**
 * The class of a handler's body or query; undefined for one without such a parameter.
 * @throws Error when a parameter's values would not be checked
 */
export function requestClassOf(context: Handled, kind: Kind): ClassOf | undefined {
  const ofKind = known[kind];
  const handler = context.getHandler();
  if (!ofKind.has(handler)) ofKind.set(handler, declaredClassOf(context, kind));
  return ofKind.get(handler);
}

function declaredClassOf(context: Handled, kind: Kind): ClassOf | undefined {
  const [controller, handler] = [context.getClass(), context.getHandler().name];
  const parameters = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, handler) ?? {}) as Record<
    string,
    { index: number }
  >;
  const types = (Reflect.getMetadata('design:paramtypes', controller.prototype as object, handler) ?? []) as unknown[];
  const declared = Object.entries(parameters)
    .filter(([key]) => key.startsWith(`${KINDS[kind]}:`))
    .map(([, { index }]) => types[index]);
  const classes = declared.filter(isRequestClass);
  if (classes.length === declared.length) return classes[0];
  throw new Error(`${controller.name}.${handler} takes a body or query without a request class of declared fields.`);
}

/** Whether the handler has a parameter of that kind. @throws Error as `requestClassOf` */
export const takes = (context: Handled, kind: Kind): boolean => requestClassOf(context, kind) !== undefined;
