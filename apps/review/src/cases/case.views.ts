import { Injectable } from '@nestjs/common';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import { Stores } from '#common/aggregates/stores.js';
import { hasRole, type Reader } from '#common/kernel/actor.js';
import { Standing } from '../committee/standing.js';
import { caseView, type CaseView } from './case.view.js';
import { computedFindings } from './domain/computing-findings.js';
import { hasAccess, isLinked } from './domain/case.rules.js';
import type { CaseState } from './domain/case.state.js';

/** Shows cases to one reader, as of now. */
@Injectable()
export class CaseViews {
  constructor(
    private readonly stores: Stores,
    private readonly standing: Standing,
  ) {}

  async of(reviewCase: Snapshot<CaseState>, reader: Reader): Promise<CaseView> {
    return (await this.for(reader))(reviewCase);
  }

  async for(reader: Reader): Promise<(reviewCase: Snapshot<CaseState>) => CaseView> {
    const presides = await this.standing.presides(reader);
    const { at: now, today: on, policy } = this.stores.moment();
    return (reviewCase) => {
      const { state } = reviewCase;
      const linked = reader.kind === 'person' && isLinked(state, reader);
      const ofOffice = hasRole(reader, 'SECRETARY') || hasRole(reader, 'AUDITOR');
      const seesNames =
        !linked && !state.recused.includes(reader.sub) && (ofOffice || (presides && hasAccess(state, reader.sub)));
      const findings = computedFindings({ submission: state.submission, on, policy });
      const seesCancellation = !linked && (ofOffice || hasRole(reader, 'MINISTRY'));
      return caseView(reviewCase, { sub: reader.sub, now, isLinked: linked, seesNames, seesCancellation, findings });
    };
  }
}
