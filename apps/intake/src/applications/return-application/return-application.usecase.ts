import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { Applications } from '../applications.repository.js';
import { returnApplication } from '../domain/checking.js';
import type { Application } from '../domain/application.state.js';
import type { ReturnApplicationRequest } from './return-application.request.js';

/** CHECKING → RETURNED. Emits ApplicationReturned; 409 APPLICATION_NOT_CHECKING. */
@Injectable()
export class ReturnApplication {
  constructor(private readonly applications: Applications) {}

  execute({ data, ...intent }: Command<ReturnApplicationRequest>): Promise<Snapshot<Application>> {
    return this.applications.change(intent, (application, moment) =>
      returnApplication(application, data.ground, data.reason, moment),
    );
  }
}
