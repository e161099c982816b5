import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { suspendAgreement, type AgreementState } from '../domain/agreement.js';
import type { ReasonRequest } from '../../common/reason.request.js';
import { Agreements } from '../agreements.repository.js';

/** IN_FORCE → SUSPENDED. Emits AgreementSuspended; 409 AGREEMENT_NOT_IN_FORCE. */
@Injectable()
export class SuspendAgreement {
  constructor(private readonly agreements: Agreements) {}

  execute(command: Command<ReasonRequest>): Promise<Snapshot<AgreementState>> {
    return this.agreements.change(command, (state) => suspendAgreement(state, command.data));
  }
}
