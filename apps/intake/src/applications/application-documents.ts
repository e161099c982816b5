import { Injectable } from '@nestjs/common';
import { DocumentStore } from '#common/http/documents.mongo.js';
import { Stores } from '#common/service/stores.js';

/** The bytes of attached documents. */
@Injectable()
export class ApplicationDocuments extends DocumentStore {
  constructor(stores: Stores) {
    super(stores.db);
  }
}
