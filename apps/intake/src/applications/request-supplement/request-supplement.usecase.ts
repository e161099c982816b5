import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { Applications } from '../applications.repository.js';
import { requestSupplement } from '../domain/supplementing.js';
import type { Application } from '../domain/application.state.js';
import type { RequestSupplementRequest } from './request-supplement.request.js';

/** CHECKING → SUPPLEMENT_REQUESTED. Emits SupplementRequested; 409 APPLICATION_NOT_CHECKING. */
@Injectable()
export class RequestSupplement {
  constructor(private readonly applications: Applications) {}

  execute({ data, ...intent }: Command<RequestSupplementRequest>): Promise<Snapshot<Application>> {
    return this.applications.change(intent, (application, moment) =>
      requestSupplement(application, data.items, moment),
    );
  }
}
