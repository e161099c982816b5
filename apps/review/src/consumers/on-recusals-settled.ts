import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { RecusalsSettled } from '#common/events/definitions/recusals-settled.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { allDone } from '#common/kernel/all-done.js';
import { Cases } from '../cases/cases.repository.js';
import { followDeclarations } from '../cases/domain/following.js';
import { Committee } from '../committee/committee.repository.js';
import { hasLeft } from '../committee/domain/committee.rules.js';
import { Sessions } from '../sessions/sessions.repository.js';

/**
 * The papers open to members without conflict, and close to those who stand aside. All who have declared by now are
 * followed at once: of twenty declarations in a row the first ones change the case, and the last ones find it done. A
 * member who has left the committee is granted nothing: the dismissal is on another topic, and may have been followed
 * before. Nor is one who was struck off the roster and appointed again since.
 */
@Controller()
export class OnRecusalsSettled {
  constructor(
    private readonly cases: Cases,
    private readonly sessions: Sessions,
    private readonly committee: Committee,
  ) {}

  @Consumes(RecusalsSettled)
  async handle(@Payload() data: RecusalsSettled, @Ctx() context: InboxContext): Promise<void> {
    const session = (await this.sessions.newest(data.sessionId))?.state;
    const committee = await this.committee.now();
    const settled = new Set([...data.cleared, ...data.recused].map(({ item }) => item));
    const items = session?.agenda.filter(({ item }) => settled.has(item)) ?? [];
    const sits = (memberId: string): boolean =>
      session?.roster.some((member) => member.memberId === memberId) === true && !hasLeft(committee, memberId);
    await allDone(items, ({ caseId, cleared, recusals }) =>
      this.cases.change(context.intent(caseId), (reviewCase) =>
        followDeclarations(reviewCase, {
          sessionNo: data.sessionNo,
          cleared: cleared.filter(sits),
          recused: recusals.map(({ memberId }) => memberId),
        }),
      ),
    );
  }
}
