import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { Cases } from '../cases.repository.js';
import { assignExaminers } from '../domain/case.js';
import type { CaseState } from '../domain/case.state.js';
import type { AssignExaminersRequest } from './assign-examiners.request.js';

/**
 * OPENED → EXPERT_ASSIGNED. Emits CaseAccessGranted per examiner; 409 EXAMINERS_ASSIGNED; 422 EXAMINER_NOT_CLEARED,
 * EXAMINERS_TOO_FEW.
 */
@Injectable()
export class AssignExaminers {
  constructor(private readonly cases: Cases) {}

  execute({ data, ...intent }: Command<AssignExaminersRequest>): Promise<Snapshot<CaseState>> {
    return this.cases.change(intent, (reviewCase, moment) => assignExaminers(reviewCase, data, moment));
  }
}
