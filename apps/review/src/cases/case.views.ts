import { Injectable } from '@nestjs/common';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import { Stores } from '#common/aggregates/stores.js';
import { hasRole, type Reader } from '#common/kernel/actor.js';
import { Standing } from '../committee/standing.js';
import { Debarments } from '../read-models/debarments/debarments.mongo.js';
import { caseView, type CaseView } from './case.view.js';
import { hasAccess, isLinked } from './domain/case.rules.js';
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
    const { businessNumber } = reviewCase.state.submission.supplier;
    const { debarments, name } = await this.debarments.standingOf(businessNumber);
    return {
      ...(await this.for(reader))(reviewCase),
      ...(name !== undefined && { supplierName: name }),
      ...(debarments.length > 0 && { debarments: [...debarments] }),
    };
  }

  async for(reader: Reader): Promise<(reviewCase: Snapshot<CaseState>) => CaseView> {
    const presides = await this.standing.presides(reader);
    const now = this.stores.moment().at;
    return (reviewCase) => {
      const { state } = reviewCase;
      const linked = reader.kind === 'person' && isLinked(state, reader);
      const ofOffice = hasRole(reader, 'SECRETARY') || hasRole(reader, 'AUDITOR');
      const seesNames =
        !linked && !state.recused.includes(reader.sub) && (ofOffice || (presides && hasAccess(state, reader.sub)));
      return caseView(reviewCase, { sub: reader.sub, now, isLinked: linked, seesNames });
    };
  }
}
