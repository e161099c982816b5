import { Injectable } from '@nestjs/common';
import { AggregateStore } from '#common/aggregates/aggregate-store.js';
import { Stores } from '#common/aggregates/stores.js';
import type { InquiryEvent } from './domain/inquiry.events.js';
import type { InquiryState } from './domain/inquiry.state.js';
import { inquiryType } from './inquiry.type.js';

@Injectable()
export class Inquiries extends AggregateStore<InquiryState, InquiryEvent> {
  constructor(stores: Stores) {
    super(inquiryType, stores);
  }
}
