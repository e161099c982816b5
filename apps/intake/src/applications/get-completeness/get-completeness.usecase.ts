import { Injectable } from '@nestjs/common';
import { Stores } from '#common/aggregates/stores.js';
import type { Asking, Reader } from '#common/kernel/actor.js';
import type { Day } from '#common/kernel/day.js';
import { FormQuestions } from '../../question-sets/form-questions.js';
import { Applicants } from '../applicants.js';
import { Applications } from '../applications.repository.js';
import type { ApplicationState, ApplicationStatus } from '../domain/application.state.js';
import { completenessOf, type Completeness, type Surroundings } from '../domain/completing.js';
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
    const [questionSets, around] = await Promise.all([
      this.questions.of(state.service, state.questionSet),
      state.status === 'DRAFT' ? this.aroundDraft(state, asking.actor) : {},
    ]);
    const moment = this.stores.moment();
    const report = completenessOf(state, { questionSets, ...around }, moment);
    return { ...report, status: state.status, on: moment.today };
  }

  /** What the report of any other application leaves out. */
  private async aroundDraft(draft: ApplicationState, caller: Reader): Promise<Omit<Surroundings, 'questionSets'>> {
    const [supplier, refused, duplicate] = await Promise.all([
      this.applicants.behind(draft, caller),
      this.live.refusedBefore(draft),
      this.live.duplicateOf(draft),
    ]);
    return { supplier, refused, duplicate };
  }
}
