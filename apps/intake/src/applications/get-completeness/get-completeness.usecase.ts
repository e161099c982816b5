import { Injectable } from '@nestjs/common';
import { Stores } from '#common/aggregates/stores.js';
import type { Asking } from '#common/kernel/actor.js';
import type { Day } from '#common/kernel/day.js';
import { FormQuestions } from '../../question-sets/form-questions.js';
import { Applicants } from '../applicants.js';
import { Applications } from '../applications.repository.js';
import type { ApplicationStatus } from '../domain/application.state.js';
import { completenessOf, type Completeness } from '../domain/completing.js';
import { LiveApplications } from '../live-applications.js';

interface Report extends Completeness {
  readonly status: ApplicationStatus;
  readonly on: Day;
}

/** Looks at all that a submission would look at, and writes nothing. */
@Injectable()
export class GetCompleteness {
  constructor(
    private readonly applications: Applications,
    private readonly applicants: Applicants,
    private readonly live: LiveApplications,
    private readonly questions: FormQuestions,
    private readonly stores: Stores,
  ) {}

  async execute(id: string, asking: Asking): Promise<Report> {
    const { state } = await this.applications.get(id, asking);
    const [questionSets, supplier, refused, duplicate] = await Promise.all([
      this.questions.of(state.service, state.questionSet),
      this.applicants.behind(state, asking.actor),
      this.live.refusedBefore(state),
      this.live.duplicateOf(state),
    ]);
    const moment = this.stores.moment();
    const report = completenessOf(state, { questionSets, supplier, refused, duplicate }, moment);
    return { ...report, status: state.status, on: moment.today };
  }
}
