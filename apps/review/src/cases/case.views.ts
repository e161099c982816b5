import { Injectable } from '@nestjs/common';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import { Stores } from '#common/aggregates/stores.js';
import { hasRole, type Reader } from '#common/kernel/actor.js';
import { debarmentOn } from '#common/kernel/debarment.js';
import { Standing } from '../committee/standing.js';
import { Debarments } from '../read-models/debarments/debarments.mongo.js';
import { caseView, type CaseView } from './case.view.js';
import { computedFindings } from './domain/computing-findings.js';
import { isLinked, readsNames } from './domain/case.rules.js';
import type { CaseState } from './domain/case.state.js';

/** Shows cases to one reader, as of now. */
@Injectable()
export class CaseViews {
  constructor(
    private readonly stores: Stores,
    private readonly standing: Standing,
    private readonly debarments: Debarments,
  ) {}

  /** With the supplier's name of today, and its debarments: a fact for those who judge, which decides nothing. */
  async of(reviewCase: Snapshot<CaseState>, reader: Reader): Promise<CaseView> {
    const { supplier } = reviewCase.state.submission;
    const show = await this.for(reader);
    const { debarments, name } = await this.debarments.standingOf(supplier.businessNumber);
    const view = show(reviewCase, debarmentOn(debarments, this.stores.moment().today) !== undefined);
    // Where the policy hides the applicant, neither its name of today nor its debarments may tell.
    if (view.supplierName !== supplier.name) return view;
    return {
      ...view,
      ...(name !== undefined && { supplierName: name }),
      ...(debarments.length > 0 && { debarments: [...debarments] }),
    };
  }

  /** Whether the policy hides applicants from a reader who is an examiner and nothing else. */
  hidesFrom(reader: Reader): boolean {
    const judges = (['SECRETARY', 'AUDITOR', 'MINISTRY', 'CHAIR', 'MEMBER'] as const).some((role) =>
      hasRole(reader, role),
    );
    return this.stores.moment().policy['review.anonymousApplicants'] && !judges;
  }

  /** A list does not ask whether the suppliers are debarred. */
  async for(reader: Reader): Promise<(reviewCase: Snapshot<CaseState>, debarred?: boolean) => CaseView> {
    const presides = await this.standing.presides(reader);
    const { at: now, today: on, policy } = this.stores.moment();
    return (reviewCase, debarred) => {
      const { state } = reviewCase;
      const linked = reader.kind === 'person' && isLinked(state, reader);
      const ofOffice = hasRole(reader, 'SECRETARY') || hasRole(reader, 'AUDITOR');
      const seesNames = readsNames(state, { sub: reader.sub, isLinked: linked, ofOffice, presides });
      const findings = computedFindings({
        submission: state.submission,
        on,
        policy,
        ...(debarred !== undefined && { debarred }),
      });
      const seesCancellation = !linked && (ofOffice || hasRole(reader, 'MINISTRY'));
      const sits = state.access.some(({ person, as }) => person === reader.sub && as === 'MEMBER');
      const hidesApplicant = policy['review.anonymousApplicants'] && !seesNames && !seesCancellation && !sits;
      const sees = { isLinked: linked, seesNames, seesCancellation, hidesApplicant };
      return caseView(reviewCase, { sub: reader.sub, now, findings, ...sees });
    };
  }
}
