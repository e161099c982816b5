import { Injectable } from '@nestjs/common';
import { AggregateStore } from '#common/aggregates/aggregate-store.js';
import { Stores } from '#common/aggregates/stores.js';
import { agreementType } from './agreement.type.js';
import type { AgreementEvent } from './domain/agreement.events.js';
import type { AgreementState } from './domain/agreement.state.js';

@Injectable()
export class Agreements extends AggregateStore<AgreementState, AgreementEvent> {
  constructor(stores: Stores) {
    super(agreementType, stores);
  }
}
