import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { Applications } from '../applications.repository.js';
import { withdrawApplication } from '../domain/withdrawing.js';
import type { Application } from '../domain/application.state.js';
import type { WithdrawApplicationRequest } from './withdraw-application.request.js';

/** … → WITHDRAWN, or a request while under review. Emits ApplicationWithdrawn or WithdrawalRequested; 409 APPLICATION_DECIDED, WITHDRAWAL_REQUESTED. */
@Injectable()
export class WithdrawApplication {
  constructor(private readonly applications: Applications) {}

  execute({ data, ...intent }: Command<WithdrawApplicationRequest>): Promise<Snapshot<Application>> {
    return this.applications.change(intent, (application, moment) =>
      withdrawApplication(application, data.reason, moment),
    );
  }
}
