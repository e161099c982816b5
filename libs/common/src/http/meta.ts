import type { Readable } from 'node:stream';
import { createParamDecorator, Param, type ExecutionContext, type PipeTransform } from '@nestjs/common';
import { canonicalJson, sha256 } from '../kernel/canonical-json.js';
import { PUBLIC, type Asking, type Person } from '../kernel/actor.js';
import { invalid, notFound, Refusal, unauthenticated } from '../kernel/errors.js';
import { derivedId, newId } from '../kernel/ids.js';
import { declaredAt, type OperationDetails } from './operation.js';
import { headerOf, IF_MATCH_PATTERN, mediaTypeOf, pathOf, type HttpRequest } from './request.js';
import { fileNameOf } from './file-names.js';
import { traceparentFor } from '../kernel/trace.js';

/** All of an Intent but the aggregate's id: `{ id, data, ...meta }` is a Command. */
export interface CommandMeta {
  readonly actor: Person;
  readonly operation: string;
  /** Id of this command: the same for a repeat with the same Idempotency-Key. */
  readonly causationId: string;
  /** Only with an Idempotency-Key. */
  readonly requestHash?: string;
  readonly expectedVersion?: number;
  readonly traceparent: string;
}

const operationOf = (context: ExecutionContext): OperationDetails => {
  const details = declaredAt(context.getHandler());
  if (details === undefined)
    throw new Error(`${context.getClass().name}.${context.getHandler().name} has no @Operation.`);
  return details;
};

function idempotencyKeyOf(request: HttpRequest): string | undefined {
  const key = headerOf(request, 'idempotency-key');
  if (key === undefined || /^[\x21-\x7e]{1,200}$/.test(key)) return key;
  throw invalid('IDEMPOTENCY_KEY_INVALID', 'An Idempotency-Key has 1 to 200 visible ASCII characters.');
}

/** @throws Refusal 428 when the operation needs one and there is none */
export function expectedVersionOf(request: HttpRequest, required: boolean): number | undefined {
  const given = headerOf(request, 'if-match');
  if (given === undefined) {
    if (!required) return undefined;
    throw new Refusal('precondition', 'IF_MATCH_REQUIRED', 'Send If-Match with the ETag of the version you have read.');
  }
  const version = IF_MATCH_PATTERN.exec(given)?.[1];
  if (version !== undefined) return Number(version);
  throw invalid('IF_MATCH_INVALID', 'If-Match takes one ETag as this service gave it, such as "3".');
}

/** Builds the meta data of a command from its request. */
export function commandMetaOf(request: HttpRequest, details: OperationDetails): CommandMeta {
  const { caller } = request;
  if (caller?.kind !== 'person') throw unauthenticated('This needs a token.');
  const key = idempotencyKeyOf(request);
  const expectedVersion = expectedVersionOf(request, details.ifMatch ?? false);
  return {
    actor: caller,
    operation: details.id,
    causationId:
      key === undefined
        ? newId()
        : derivedId('command', caller.sub, caller.org ?? '', details.id, pathOf(request), key),
    ...(key !== undefined && { requestHash: sha256(canonicalJson(details.body === 'raw' ? null : request.body)) }),
    ...(expectedVersion !== undefined && { expectedVersion }),
    traceparent: request.traceparent ?? traceparentFor(headerOf(request, 'traceparent')),
  };
}

/** For a command whose body is a document: a repeat with the same key has to bring the same document. */
export const withDocument = <T extends CommandMeta>(command: T, document: { readonly sha256: string }): T =>
  command.requestHash === undefined ? command : { ...command, requestHash: document.sha256 };

/** `@Meta() meta: CommandMeta` */
export const Meta = createParamDecorator((_: unknown, context: ExecutionContext): CommandMeta =>
  commandMetaOf(context.switchToHttp().getRequest<HttpRequest>(), operationOf(context)),
);

/** `@Asker() asking: Asking`, for reads: the caller, with or without a token. */
export const Asker = createParamDecorator((_: unknown, context: ExecutionContext): Asking => ({
  actor: context.switchToHttp().getRequest<HttpRequest>().caller ?? PUBLIC,
  operation: operationOf(context).id,
}));

/** A document as it comes in. */
export interface IncomingDocument {
  readonly stream: Readable;
  /** As declared; the document store detects the real type. */
  readonly contentType: string;
  /** As announced (`Content-Length`). */
  readonly bytes?: number;
  /** Of the file, as its sender calls it (`Content-Disposition`), without folders. */
  readonly name?: string;
}

/** `@Upload() document: IncomingDocument`, for operations declared with `body: 'raw'`. */
export const Upload = createParamDecorator((_: unknown, context: ExecutionContext): IncomingDocument => {
  const request = context.switchToHttp().getRequest<HttpRequest>();
  const bytes = headerOf(request, 'content-length');
  const name = fileNameOf(headerOf(request, 'content-disposition'));
  return {
    stream: request.body as Readable,
    contentType: mediaTypeOf(request),
    ...(bytes !== undefined && { bytes: Number(bytes) }),
    ...(name !== undefined && { name }),
  };
});

const wholeNumber = (name: string): PipeTransform<string, number> => ({
  transform: (text) => {
    if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
    throw notFound(name, text);
  },
});

/** A path parameter that counts from 1: `@NumberParam('n') n: number`. Any other value is not found (404). */
export const NumberParam = (name: string): ParameterDecorator => Param(name, wholeNumber(name));
