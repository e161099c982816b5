import { AsyncLocalStorage } from 'node:async_hooks';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Observable } from 'rxjs';
import type { StoredEvent } from '#common/events/stored-event.js';
import { CHAIN_START, hashEvent } from '#common/aggregates/history-chain/hash-chain.js';
import { commandMetaOf } from '#common/http/meta.js';
import { declaredAt } from '#common/http/operation.js';
import type { HttpRequest } from '#common/http/request.js';

/** Operations that derive the new aggregate's id from the command's id, so that a repeat would find the aggregate. */
const CREATING: ReadonlySet<string> = new Set(['draftApplication', 'planContract', 'saveComparison', 'applyAgreement']);

interface Asked {
  commandId?: string;
}
const asked = new AsyncLocalStorage<Asked>();

/**
 * Every creating request creates an aggregate, whatever its Idempotency-Key. The id of the caller's command stays in
 * the audit trail as the cause. The services make no use of it; a ledger matches events with commands by it.
 */
class NewIdPerRequest implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const details = declaredAt(context.getHandler());
    const mine = asked.getStore();
    if (mine !== undefined && details !== undefined && CREATING.has(details.id)) {
      const request = context.switchToHttp().getRequest<HttpRequest>();
      mine.commandId = commandMetaOf(request, details).causationId;
      delete (request.headers as Record<string, unknown>)['idempotency-key'];
    }
    return next.handle();
  }
}

export function forgetCommands(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('preHandler', (_request, _reply, done) => asked.run({}, done));
  app.useGlobalInterceptors(new NewIdPerRequest());
}

/** The first events of an aggregate, with the id of the caller's command as their cause. */
export function asCommanded(events: readonly StoredEvent[]): readonly StoredEvent[] {
  const commandId = asked.getStore()?.commandId;
  if (commandId === undefined) return events;
  let previous = CHAIN_START;
  return events.map((event) => {
    const caused = { ...event, causationId: commandId };
    previous = hashEvent(previous, caused);
    return { ...caused, hash: previous };
  });
}
