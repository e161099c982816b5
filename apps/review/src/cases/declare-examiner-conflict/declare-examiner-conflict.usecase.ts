import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { Cases } from '../cases.repository.js';
import { declareExaminerConflict } from '../domain/case.js';
import type { CaseState } from '../domain/case.state.js';
import type { DeclareExaminerConflictRequest } from './declare-examiner-conflict.request.js';

/** Private event; a ground found late takes the case away and emits CaseAccessRevoked. 409 DECLARATIONS_CLOSED. */
@Injectable()
export class DeclareExaminerConflict {
  constructor(private readonly cases: Cases) {}

  execute({
    data,
    ...intent
  }: Command<DeclareExaminerConflictRequest & { readonly examinerId: string }>): Promise<Snapshot<CaseState>> {
    return this.cases.change(intent, (reviewCase, moment) =>
      declareExaminerConflict(reviewCase, { ...data, by: intent.actor.sub }, moment),
    );
  }
}
