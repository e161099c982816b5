import { Injectable } from '@nestjs/common';
import { hasRole, type Asking } from '#common/kernel/actor.js';
import { forbidden } from '#common/kernel/errors.js';
import { Standing } from '../committee/standing.js';
import type { SessionPaper } from './domain/session.state.js';
import { ensureReadsWhole, madePaperOf } from './session-papers.js';
import { SessionReading } from './session-reading.js';

/**
 * Reads of the paper of the minutes: it is about every item, and says who stood aside. So it is for those who confirm
 * it, and for those who read every declaration.
 */
@Injectable()
export class MinutesReading {
  constructor(
    private readonly reading: SessionReading,
    private readonly standing: Standing,
  ) {}

  /** @throws Refusal 404; 409 PAPER_NOT_MADE; 403 for a member who does not preside, and for who stands aside */
  async get(no: number, asking: Asking): Promise<SessionPaper> {
    const { session, reader } = await this.reading.get(no, asking);
    const paper = madePaperOf(session.state, 'MINUTES');
    ensureReadsWhole(session.state, reader);
    const isMember = !hasRole(reader, 'SECRETARY') && !hasRole(reader, 'AUDITOR') && !hasRole(reader, 'CHAIR');
    if (isMember && !(await this.standing.presides(reader)))
      throw forbidden('The paper of the minutes is for the chair and the acting chair: read them in the session.');
    return paper;
  }
}
