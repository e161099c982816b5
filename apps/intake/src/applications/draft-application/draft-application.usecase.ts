import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { createdBy } from '#common/aggregates/aggregate-store.js';
import { FormQuestions } from '../../question-sets/form-questions.js';
import { Suppliers } from '../../suppliers/suppliers.repository.js';
import { draftApplication } from '../domain/drafting.js';
import type { ApplicationState, ApplicationForm } from '../domain/application.state.js';
import { Drafts } from '../drafts.js';

type DraftCommand = Omit<Command<ApplicationForm>, 'id'>;

/** A verified supplier begins an application; no other service hears of it before the submission. */
@Injectable()
export class DraftApplication {
  constructor(
    private readonly drafts: Drafts,
    private readonly suppliers: Suppliers,
    private readonly questions: FormQuestions,
  ) {}

  async execute({ data: form, ...intent }: DraftCommand): Promise<Snapshot<ApplicationState>> {
    const [supplier, questionSets] = await Promise.all([
      this.suppliers.registeredOf(intent.actor),
      this.questions.of(form.service),
    ]);
    const applicationId = createdBy('application', intent.causationId);
    return this.drafts.begin({ ...intent, id: applicationId }, supplier, (draftNo, moment) =>
      draftApplication({ applicationId, supplier, draftNo, form, questionSets }, moment),
    );
  }
}
