import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { MemberDismissed } from '#common/events/definitions/member-dismissed.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Cases } from '../cases/cases.repository.js';
import { followDismissal } from '../cases/domain/following.js';
import { strikeMember } from '../sessions/domain/attending.js';
import { Sessions } from '../sessions/sessions.repository.js';

/** A member who left the committee is struck off the sessions not closed yet, and no longer reads papers. */
@Controller()
export class OnMemberDismissed {
  constructor(
    private readonly cases: Cases,
    private readonly sessions: Sessions,
  ) {}

  @Consumes(MemberDismissed)
  async handle(@Payload() { memberId }: MemberDismissed, @Ctx() context: InboxContext): Promise<void> {
    for (const { id } of await this.sessions.notClosed()) {
      await this.sessions.change(context.intent(id), (session) => strikeMember(session, memberId));
    }
    for (const { id } of await this.cases.openTo(memberId)) {
      await this.cases.change(context.intent(id), (reviewCase) => followDismissal(reviewCase, { memberId }));
    }
  }
}
