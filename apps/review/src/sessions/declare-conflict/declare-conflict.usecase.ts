import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { declareConflict } from '../domain/session.js';
import type { SessionState } from '../domain/session.state.js';
import { Sessions } from '../sessions.repository.js';
import type { DeclareConflictRequest } from './declare-conflict.request.js';

/**
 * Emits RecusalsSettled, on which the cases open or close their papers. 409 DECLARATIONS_CLOSED,
 * ITEM_DECIDED, RECUSAL_STANDS; 422 ITEM_TWICE.
 */
@Injectable()
export class DeclareConflict {
  constructor(private readonly sessions: Sessions) {}

  execute({
    data,
    ...intent
  }: Command<DeclareConflictRequest & { readonly memberId: string }>): Promise<Snapshot<SessionState>> {
    return this.sessions.change(intent, (session) => declareConflict(session, { ...data, by: intent.actor.sub }));
  }
}
