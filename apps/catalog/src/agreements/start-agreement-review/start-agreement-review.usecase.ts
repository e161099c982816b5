import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { startAgreementReview, type AgreementState } from '../domain/agreement.js';
import { Agreements } from '../agreements.repository.js';

/** APPLIED → PPS_REVIEW. Emits AgreementReviewStarted (private); 409 AGREEMENT_NOT_APPLIED. */
@Injectable()
export class StartAgreementReview {
  constructor(private readonly agreements: Agreements) {}

  execute(command: Command<undefined>): Promise<Snapshot<AgreementState>> {
    return this.agreements.change(command, (state, moment) => startAgreementReview(state, moment));
  }
}
