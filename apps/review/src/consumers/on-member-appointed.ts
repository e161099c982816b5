import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { MemberAppointed } from '#common/events/definitions/member-appointed.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { CommitteeToday } from '../sessions/committee-today.js';
import { admitMembers } from '../sessions/domain/attending.js';
import { Sessions } from '../sessions/sessions.repository.js';

/**
 * A member appointed after the notice joins the sessions noticed and sitting. The committee is asked as it is
 * now: an event that is sent again admits no one who has left since.
 */
@Controller()
export class OnMemberAppointed {
  constructor(
    private readonly committee: CommitteeToday,
    private readonly sessions: Sessions,
  ) {}

  @Consumes(MemberAppointed)
  async handle(@Payload() _: MemberAppointed, @Ctx() context: InboxContext): Promise<void> {
    const inOffice = await this.committee.inOffice();
    for (const { id } of await this.sessions.notClosed()) {
      await this.sessions.change(context.intent(id), (session) => admitMembers(session, inOffice));
    }
  }
}
