import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { hasRole } from '#common/kernel/actor.js';
import { CommitteeToday } from '../committee-today.js';
import { excludeMember } from '../domain/excluding.js';
import type { SessionState } from '../domain/session.state.js';
import { Sessions } from '../sessions.repository.js';
import type { ExcludeMemberRequest } from './exclude-member.request.js';

/** Emits RecusalsSettled, which the case follows. */
@Injectable()
export class ExcludeMember {
  constructor(
    private readonly sessions: Sessions,
    private readonly committee: CommitteeToday,
  ) {}

  async execute({
    data,
    ...intent
  }: Command<ExcludeMemberRequest & { readonly item: number; readonly memberId: string }>): Promise<
    Snapshot<SessionState>
  > {
    const by = hasRole(intent.actor, 'SECRETARY') ? 'SECRETARY' : await this.committee.actOf(intent.actor);
    return this.sessions.change(intent, (session, moment) => excludeMember(session, { ...data, by }, moment));
  }
}
