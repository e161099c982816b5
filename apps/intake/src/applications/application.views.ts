import { Inject, Injectable } from '@nestjs/common';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import { hasRole, type Reader } from '#common/kernel/actor.js';
import type { Clock } from '#common/kernel/clock.js';
import { CLOCK } from '#common/kernel/tokens.js';
import { applicationView, type ApplicationView } from './application.view.js';
import type { ApplicationState } from './domain/application.state.js';

/** Shows an application to one reader, as of now. */
@Injectable()
export class ApplicationViews {
  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  of(application: Snapshot<ApplicationState>, reader: Reader): ApplicationView {
    const own = reader.kind === 'person' && reader.org === application.state.supplier.businessNumber;
    return applicationView(application, {
      now: this.clock.now(),
      seesContacts: own || hasRole(reader, 'NIA_OPERATOR'),
    });
  }
}
