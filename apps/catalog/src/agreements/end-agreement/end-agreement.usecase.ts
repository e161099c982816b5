import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { endAgreement, type AgreementState } from '../domain/agreement.js';
import type { ReasonRequest } from '../../common/reason.request.js';
import { Agreements } from '../agreements.repository.js';

/** → ENDED, from every other state. Emits AgreementEnded; 409 AGREEMENT_ENDED. */
@Injectable()
export class EndAgreement {
  constructor(private readonly agreements: Agreements) {}

  execute(command: Command<ReasonRequest>): Promise<Snapshot<AgreementState>> {
    return this.agreements.change(command, (state) => endAgreement(state, command.data));
  }
}
