import { Injectable } from '@nestjs/common';
import { AggregateStore } from '#common/aggregates/aggregate-store.js';
import { Stores } from '#common/aggregates/stores.js';
import { applicationType } from './application.type.js';
import type { ApplicationEvent } from './domain/application.events.js';
import type { ApplicationState } from './domain/application.state.js';

@Injectable()
export class Applications extends AggregateStore<ApplicationState, ApplicationEvent> {
  constructor(stores: Stores) {
    super(applicationType, stores);
  }
}
