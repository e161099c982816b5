import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { Applications } from '../applications.repository.js';
import { extendSupplement } from '../domain/supplementing.js';
import type { Application } from '../domain/application.state.js';

/** The period grows by 5 business days, at most twice. Emits SupplementExtended; 409 EXTENSIONS_EXHAUSTED, SUPPLEMENT_OVERDUE. */
@Injectable()
export class ExtendSupplement {
  constructor(private readonly applications: Applications) {}

  execute({ data, ...intent }: Command<{ readonly n: number }>): Promise<Snapshot<Application>> {
    return this.applications.change(intent, (application, moment) => extendSupplement(application, data.n, moment));
  }
}
