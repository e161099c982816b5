import { Injectable } from '@nestjs/common';
import { Stores } from '#common/aggregates/stores.js';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import { hasRole, type Reader } from '#common/kernel/actor.js';
import { versionFor } from './application.permissions.js';
import { applicationView, type ApplicationView } from './application.view.js';
import { atPlace } from './domain/document-places.js';
import type { ApplicationState } from './domain/application.state.js';
import { seesStaff } from './domain/seeing-staff.js';

const SEES_APPLICANTS = ['SUPPLIER', 'NIA_OPERATOR', 'SECRETARY', 'MEMBER', 'CHAIR', 'AUDITOR'] as const;

/** Shows an application to one reader, as of now. */
@Injectable()
export class ApplicationViews {
  constructor(private readonly stores: Stores) {}

  of(application: Snapshot<ApplicationState>, reader: Reader): ApplicationView {
    const { state } = application;
    // By role and organisation: an examiner from the supplier's house does not read as the supplier.
    const own = hasRole(reader, 'SUPPLIER') && reader.kind === 'person' && reader.org === state.supplier.businessNumber;
    const known = { ...application, version: versionFor(state, application.version, reader) };
    return applicationView(known, {
      now: this.stores.moment().at,
      seesContacts: own || hasRole(reader, 'NIA_OPERATOR'),
      hidesApplicant: this.hidesApplicant(reader),
      isMasked: (place) => this.isMasked(state, place, reader),
      seesReasons: this.stores.holds({ actor: reader, operation: 'getApplicationNotices' }, state),
    });
  }

  /** Whether the policy hides applicants from a reader who is an examiner and nothing else. */
  hidesApplicant(reader: Reader): boolean {
    const isHidden = this.stores.moment().policy['review.anonymousApplicants'] && hasRole(reader, 'EXAMINER');
    return isHidden && !SEES_APPLICANTS.some((role) => hasRole(reader, role));
  }

  /** Whether this reader of the application may not open the document. */
  isMasked(state: ApplicationState, place: string, reader: Reader): boolean {
    const masked = this.stores.moment().policy['intake.documentsMasked'];
    return masked.includes(atPlace(place).documentType) && !seesStaff(state, reader);
  }
}
