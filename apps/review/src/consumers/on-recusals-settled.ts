import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { RecusalsSettled } from '#common/events/definitions/recusals-settled.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Cases } from '../cases/cases.repository.js';
import { followClearance, followRecusal } from '../cases/domain/following.js';
import { Committee } from '../committee/committee.repository.js';
import { hasLeft } from '../committee/domain/committee.rules.js';

/**
 * The papers open to a member without conflict, and close to one who stands aside. A member who has left the committee
 * is granted nothing: the dismissal is on another topic, and may have been followed before.
 */
@Controller()
export class OnRecusalsSettled {
  constructor(
    private readonly cases: Cases,
    private readonly committee: Committee,
  ) {}

  @Consumes(RecusalsSettled)
  async handle(@Payload() data: RecusalsSettled, @Ctx() context: InboxContext): Promise<void> {
    const cleared = hasLeft(await this.committee.now(), data.memberId) ? [] : data.cleared;
    for (const { caseId } of cleared) {
      await this.cases.change(context.intent(caseId), (reviewCase) => followClearance(reviewCase, data));
    }
    for (const { caseId } of data.recused) {
      await this.cases.change(context.intent(caseId), (reviewCase) => followRecusal(reviewCase, data));
    }
  }
}
