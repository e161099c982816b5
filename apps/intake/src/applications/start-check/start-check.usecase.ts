import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { Applications } from '../applications.repository.js';
import { startCheck } from '../domain/checking.js';
import type { Application } from '../domain/application.state.js';
import type { StartCheckRequest } from './start-check.request.js';

/** SUBMITTED → CHECKING. Emits ApplicationCheckStarted; 409 APPLICATION_NOT_SUBMITTED, 422 OFFICER_LINKED. */
@Injectable()
export class StartCheck {
  constructor(private readonly applications: Applications) {}

  execute({ data, ...intent }: Command<StartCheckRequest>): Promise<Snapshot<Application>> {
    return this.applications.change(intent, (application, moment) => {
      const { notLinkedToSupplier, ...contact } = data;
      return startCheck(application, { sub: intent.actor.sub, ...contact }, notLinkedToSupplier, moment);
    });
  }
}
