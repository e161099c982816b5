import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { HttpRefusal, shortened } from '../kernel/errors.js';
import { pathOf, type HttpRequest } from './request.js';

type Fastify = ReturnType<ReturnType<NestFastifyApplication['getHttpAdapter']>['getInstance']>;

interface Known {
  readonly pattern: RegExp;
  readonly methods: Set<string>;
}

const patternOf = (url: string): RegExp =>
  new RegExp(`^${url.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/:[A-Za-z0-9]+/g, '[^/]+')}$`);

export const noSuchRoute = (request: HttpRequest): HttpRefusal =>
  new HttpRefusal(404, 'NOT_FOUND', `There is no ${request.method} ${shortened(pathOf(request))}.`);

/**
 * A path that exists answers OPTIONS, and 405 with `Allow` to a method it does not have. Any other is 404. Both are
 * answered before a body is read.
 * @param first asked before either is answered
 */
export function answerOtherMethods(fastify: Fastify, first: (request: HttpRequest) => void): void {
  const known = new Map<string, Known>();
  fastify.addHook('onRoute', ({ url, method }) => {
    if (url.includes('*')) return;
    const route = known.get(url) ?? { pattern: patternOf(url), methods: new Set(['OPTIONS']) };
    for (const name of [method].flat()) route.methods.add(name.toUpperCase());
    known.set(url, route);
  });
  fastify.addHook('onRequest', (request, reply, done) => {
    const path = request.url.split('?', 1)[0] ?? '';
    const own = known.get(path);
    // A word that is a path of its own is never the value of a parameter: /v1/dead-letters/redrive is no dead letter.
    const misread = own !== undefined && request.routeOptions.url !== path;
    if (!request.is404 && !misread) return done();
    first(request as HttpRequest);
    const routes = own === undefined ? [...known.values()].filter(({ pattern }) => pattern.test(path)) : [own];
    const methods = new Set(routes.flatMap((route) => [...route.methods]));
    if (methods.size === 0) return done(noSuchRoute(request as HttpRequest));
    const allow = [...methods].sort().join(', ');
    void reply.header('allow', allow);
    if (request.method === 'OPTIONS') void reply.status(204).send();
    else done(new HttpRefusal(405, 'METHOD_NOT_ALLOWED', `${shortened(path)} takes ${allow}.`));
  });
}
