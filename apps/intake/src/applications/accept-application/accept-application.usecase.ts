import { Injectable } from '@nestjs/common';
import type { Intent, Snapshot } from '#common/aggregates/aggregate-type.js';
import { Applications } from '../applications.repository.js';
import { acceptApplication } from '../domain/checking.js';
import type { Application } from '../domain/application.state.js';

/** CHECKING → ACCEPTED. Emits ApplicationAccepted; 409 APPLICATION_NOT_CHECKING, DOCUMENT_NOT_OK, CREDIT_RATING_EXPIRED, CERTIFICATE_EXPIRED. */
@Injectable()
export class AcceptApplication {
  constructor(private readonly applications: Applications) {}

  execute(intent: Intent): Promise<Snapshot<Application>> {
    return this.applications.change(intent, (application, moment) =>
      acceptApplication(application, (intent.expectedVersion ?? 0) + 1, moment),
    );
  }
}
