import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { Applications } from '../applications.repository.js';
import { checkDocument } from '../domain/checking.js';
import type { Application } from '../domain/application.state.js';
import type { CheckDocumentRequest } from './check-document.request.js';

/** A document is checked. Private event; 409 APPLICATION_NOT_CHECKING, DOCUMENT_MISSING, 422 REASON_MISSING. */
@Injectable()
export class CheckDocument {
  constructor(private readonly applications: Applications) {}

  execute({
    data,
    ...intent
  }: Command<CheckDocumentRequest & { readonly documentType: string }>): Promise<Snapshot<Application>> {
    return this.applications.change(intent, (application) => {
      const { documentType, ...check } = data;
      return checkDocument(application, documentType, check);
    });
  }
}
