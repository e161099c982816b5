import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { Applications } from '../applications.repository.js';
import { answerSupplement } from '../domain/supplementing.js';
import type { Application } from '../domain/application.state.js';
import type { AnswerSupplementRequest } from './answer-supplement.request.js';

/** SUPPLEMENT_REQUESTED → CHECKING. Emits ApplicationSupplemented; 409 SUPPLEMENT_NOT_OPEN, SUPPLEMENT_OVERDUE, 422 SUPPLEMENT_INCOMPLETE. */
@Injectable()
export class AnswerSupplement {
  constructor(private readonly applications: Applications) {}

  execute({
    data,
    ...intent
  }: Command<AnswerSupplementRequest & { readonly n: number }>): Promise<Snapshot<Application>> {
    return this.applications.change(intent, (application, moment) =>
      answerSupplement(application, data.n, data.answers, moment),
    );
  }
}
