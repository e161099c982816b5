import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { Cases } from '../cases.repository.js';
import { submitExamination } from '../domain/case.js';
import type { CaseState } from '../domain/case.state.js';
import type { SubmitExaminationRequest } from './submit-examination.request.js';

/**
 * The last one moves EXPERT_ASSIGNED → EXPERT_DONE and emits ExpertExaminationCompleted; 409 EXAMINATION_CLOSED; 422
 * CRITERION_MISSING, CRITERION_TWICE, COMMENT_MISSING.
 */
@Injectable()
export class SubmitExamination {
  constructor(private readonly cases: Cases) {}

  execute({
    data,
    ...intent
  }: Command<SubmitExaminationRequest & { readonly examinerId: string }>): Promise<Snapshot<CaseState>> {
    return this.cases.change(intent, (reviewCase, moment) =>
      submitExamination(reviewCase, { ...data, by: intent.actor.sub }, moment),
    );
  }
}
