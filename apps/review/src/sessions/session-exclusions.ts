import { Injectable } from '@nestjs/common';
import type { Person } from '#common/kernel/actor.js';
import { Exclusions } from '../cases/exclusions.js';
import { isLinked } from './domain/session.rules.js';
import { Sessions } from './sessions.repository.js';

/** The same for acts in a session: the warning goes to the cases of the applicant that are on its agenda. */
@Injectable()
export class SessionExclusions {
  constructor(
    private readonly sessions: Sessions,
    private readonly exclusions: Exclusions,
  ) {}

  noting<T>(sessionId: string, person: Person, act: () => Promise<T>): Promise<T> {
    const concerned = async () => {
      const agenda = (await this.sessions.find(sessionId))?.state.agenda ?? [];
      return agenda.filter((item) => isLinked(item, person)).map(({ caseId }) => caseId);
    };
    return this.exclusions.noting(person, concerned, act);
  }
}
