import { Inject, Injectable } from '@nestjs/common';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import { hasRole, type Reader } from '#common/kernel/actor.js';
import type { Clock } from '#common/kernel/clock.js';
import { CLOCK } from '#common/kernel/tokens.js';
import { caseView, type CaseView } from './case.view.js';
import type { CaseState } from './domain/case.state.js';

/** Shows a case to one reader, as of now. */
@Injectable()
export class CaseViews {
  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  of(reviewCase: Snapshot<CaseState>, reader: Reader): CaseView {
    const recused = reviewCase.state.recused.includes(reader.sub);
    const seesNames =
      !recused && (hasRole(reader, 'SECRETARY') || hasRole(reader, 'CHAIR') || hasRole(reader, 'AUDITOR'));
    return caseView(reviewCase, { sub: reader.sub, now: this.clock.now(), seesNames });
  }
}
