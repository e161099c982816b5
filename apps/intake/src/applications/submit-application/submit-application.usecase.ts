import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { Applications } from '../applications.repository.js';
import { submitApplication } from '../domain/drafting.js';
import type { Application } from '../domain/application.state.js';
import type { SubmitApplicationRequest } from './submit-application.request.js';

/** DRAFT → SUBMITTED. Emits ApplicationSubmitted; 409 APPLICATION_NOT_DRAFT, APPLICATION_DUPLICATE, 422 APPLICATION_INCOMPLETE, DOCUMENT_MISSING. */
@Injectable()
export class SubmitApplication {
  constructor(private readonly applications: Applications) {}

  execute({ data, ...intent }: Command<SubmitApplicationRequest>): Promise<Snapshot<Application>> {
    return this.applications.change(intent, (application, moment) =>
      submitApplication(application, data.attested, moment),
    );
  }
}
