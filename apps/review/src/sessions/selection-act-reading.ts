import { Injectable } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import type { SessionPaper } from './domain/session.state.js';
import { ensureReadsWhole, madePaperOf } from './session-papers.js';
import { SessionReading } from './session-reading.js';

/** Reads of the selection act: it tells what was selected, which is withheld from some until the publication. */
@Injectable()
export class SelectionActReading {
  constructor(private readonly reading: SessionReading) {}

  /** @throws Refusal 404; 409 PAPER_NOT_MADE; 403 for who stands aside, before the publication */
  async get(no: number, asking: Asking): Promise<SessionPaper> {
    const { session, reader } = await this.reading.get(no, asking);
    const paper = madePaperOf(session.state, 'SELECTION_ACT');
    if (session.state.status !== 'PUBLISHED') ensureReadsWhole(session.state, reader);
    return paper;
  }
}
