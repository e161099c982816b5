import { Injectable } from '@nestjs/common';
import { AggregateStore } from '#common/aggregates/aggregate-store.js';
import { Stores } from '#common/aggregates/stores.js';
import type { AgreementEvent, AgreementState } from './domain/agreement.js';
import { agreementType } from './agreement.type.js';

@Injectable()
export class Agreements extends AggregateStore<AgreementState, AgreementEvent> {
  constructor(stores: Stores) {
    super(agreementType, stores);
  }
}
