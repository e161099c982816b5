import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { FormQuestions } from '../../question-sets/form-questions.js';
import { ensureNotBarred } from '../../suppliers/domain/barring.js';
import { Applicants, unlessDebarred } from '../applicants.js';
import { Applications } from '../applications.repository.js';
import { submitApplication } from '../domain/drafting.js';
import type { ApplicationState } from '../domain/application.state.js';
import { LiveApplications } from '../live-applications.js';
import type { SubmitApplicationRequest } from './submit-application.request.js';

/** The rules look at the supplier and at an earlier refusal as well; the claim alone keeps the service to one. */
@Injectable()
export class SubmitApplication {
  constructor(
    private readonly applications: Applications,
    private readonly applicants: Applicants,
    private readonly live: LiveApplications,
    private readonly questions: FormQuestions,
  ) {}

  async execute({ data, ...intent }: Command<SubmitApplicationRequest>): Promise<Snapshot<ApplicationState>> {
    return this.live.naming(intent.id, () =>
      this.applications.change(intent, async (application, moment) => {
        const [supplier, refused, questionSets] = await Promise.all([
          this.applicants.behind(application, intent.actor),
          this.live.refusedBefore(application),
          this.questions.of(application.service),
        ]);
        const declarations = supplier?.declarations ?? [];
        return unlessDebarred(supplier, () => {
          if (supplier !== undefined) ensureNotBarred(supplier, moment);
          return submitApplication(application, { ...data, refused, declarations, questionSets }, moment);
        })(application, moment);
      }),
    );
  }
}
