import { Injectable } from '@nestjs/common';
import { AggregateStore } from '#common/aggregates/aggregate-store.js';
import { Stores } from '#common/aggregates/stores.js';
import type { PublicationEvent } from './domain/publication.events.js';
import type { PublicationState } from './domain/publication.state.js';
import { publicationType } from './publication.type.js';

@Injectable()
export class Publications extends AggregateStore<PublicationState, PublicationEvent> {
  constructor(stores: Stores) {
    super(publicationType, stores);
  }
}
