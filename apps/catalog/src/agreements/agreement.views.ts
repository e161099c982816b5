import { Injectable } from '@nestjs/common';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import type { Reader } from '#common/kernel/actor.js';
import { Stores } from '#common/aggregates/stores.js';
import { agreementView, type AgreementView } from './agreement.view.js';
import type { AgreementState } from './domain/agreement.state.js';

/** An agreement as this reader may see it: the public knows number, period and status. */
@Injectable()
export class AgreementViews {
  constructor(private readonly stores: Stores) {}

  of(agreement: Snapshot<AgreementState>, reader: Reader): AgreementView {
    const withDossier = this.stores.holds({ actor: reader, operation: 'getAgreementHistory' }, agreement.state);
    return agreementView(agreement, withDossier, this.stores.moment().at);
  }
}
