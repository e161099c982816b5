import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { RecusalsSettled } from '#common/events/contracts/recusals-settled.js';
import { Consumes } from '#common/inbox/consumes.js';
import { InboxContext } from '#common/inbox/inbox-context.js';
import { Cases } from '../cases/cases.repository.js';
import { followClearance, followRecusal } from '../cases/domain/case.js';

/** The papers open to a member without conflict, and close to one who stands aside. */
@Controller()
export class OnRecusalsSettled {
  constructor(private readonly cases: Cases) {}

  @Consumes(RecusalsSettled)
  async handle(@Payload() data: RecusalsSettled, @Ctx() context: InboxContext): Promise<void> {
    for (const { caseId } of data.cleared) {
      await this.cases.change(context.intent(caseId), (reviewCase) => followClearance(reviewCase, data));
    }
    for (const { caseId } of data.recused) {
      await this.cases.change(context.intent(caseId), (reviewCase) => followRecusal(reviewCase, data));
    }
  }
}
