import { Injectable } from '@nestjs/common';
import { DocumentStore } from '#common/store/files.js';
import { Stores } from '#common/aggregates/stores.js';

/** The bytes of attached documents. */
@Injectable()
export class ApplicationDocuments extends DocumentStore {
  constructor(stores: Stores) {
    super(stores.db);
  }
}
