import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { Applications } from '../applications.repository.js';
import { reviseApplication } from '../domain/drafting.js';
import type { Application, ApplicationForm } from '../domain/application.state.js';

/** Replaces the form of a draft. Private event; 409 APPLICATION_NOT_DRAFT. */
@Injectable()
export class ReviseApplication {
  constructor(private readonly applications: Applications) {}

  execute({ data, ...intent }: Command<ApplicationForm>): Promise<Snapshot<Application>> {
    return this.applications.change(intent, (application) => reviseApplication(application, data));
  }
}
