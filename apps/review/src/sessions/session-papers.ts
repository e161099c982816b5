import { Injectable } from '@nestjs/common';
import type { Moment } from '#common/kernel/clock.js';
import { forbidden, wrongState } from '#common/kernel/errors.js';
import type { KeptPaper } from '#common/kernel/kept-paper.js';
import { KeptPapers } from '#common/papers/kept-papers.js';
import type { Paper } from '#common/papers/paper.js';
import { Printer } from '#common/papers/printer.js';
import type { MinutesDraft } from './domain/minuting.js';
import { paperOf, standsAside, type SittingMember } from './domain/session.rules.js';
import type { SelectionAct, SessionPaper, SessionPaperKind, SessionState } from './domain/session.state.js';
import { MINUTES_TEMPLATE, minutesPaper, SELECTION_ACT_TEMPLATE, selectionActPaper } from './session.paper.js';

/** The papers of a session: printed once, and kept. */
@Injectable()
export class SessionPapers {
  constructor(
    private readonly printer: Printer,
    private readonly papers: KeptPapers,
  ) {}

  /**
   * Prints the minutes (회의록) of a draft and keeps them; swept when no session names them.
   * @throws Refusal 503 PRINTING_UNAVAILABLE
   */
  minutes(session: SessionState, draft: MinutesDraft, { at: madeAt }: Moment): Promise<KeptPaper> {
    return this.kept(minutesPaper({ session, draft, madeAt }), MINUTES_TEMPLATE);
  }

  /** The same for the selection act (선정 공고). @throws Refusal 503 PRINTING_UNAVAILABLE */
  selectionAct(session: SessionState, act: SelectionAct, { at: madeAt }: Moment): Promise<KeptPaper> {
    return this.kept(selectionActPaper({ session, act, madeAt }), SELECTION_ACT_TEMPLATE);
  }

  private async kept(paper: Paper, template: string): Promise<KeptPaper> {
    const { fileId, sha256, bytes } = await this.papers.keep(await this.printer.print(paper));
    return { template, madeAt: paper.madeAt.toISOString(), fileId, sha256, bytes };
  }
}

/** @throws Refusal 409 PAPER_NOT_MADE */
export function madePaperOf(session: SessionState, kind: SessionPaperKind): SessionPaper {
  const paper = paperOf(session, kind);
  if (paper !== undefined) return paper;
  throw wrongState('PAPER_NOT_MADE', `Session ${session.no} is ${session.status} and has no such paper yet.`);
}

/** @throws Refusal 403 for whom an item of the session is withheld */
export function ensureReadsWhole(session: SessionState, reader: SittingMember): void {
  if (!standsAside(session, reader)) return;
  throw forbidden('The paper is about every item of the session, and you stand aside on one of them.');
}
