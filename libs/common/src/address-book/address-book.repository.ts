import { Injectable } from '@nestjs/common';
import { AggregateStore } from '../aggregates/aggregate-store.js';
import { Stores } from '../aggregates/stores.js';
import { addressType, type AddressEvent, type AddressState } from './address.js';

@Injectable()
export class AddressBook extends AggregateStore<AddressState, AddressEvent> {
  constructor(stores: Stores) {
    super(addressType, stores);
  }
}
