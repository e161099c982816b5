import { Injectable } from '@nestjs/common';
import { systemActor } from '#common/kernel/actor.js';
import { Refusal } from '#common/kernel/errors.js';
import { derivedId } from '#common/kernel/ids.js';
import { Cases } from './cases.repository.js';
import { noteLink } from './domain/examining.js';

/**
 * What follows when a person of the applicant's own house is refused. A refusal changes nothing, so the warning of the
 * secretary is a fact of its own on the case, once per person.
 */
@Injectable()
export class Exclusions {
  constructor(private readonly cases: Cases) {}

  /** @param concerned the cases to note it on, asked only after a refusal */
  async noting<T>(
    person: { readonly sub: string },
    concerned: () => readonly string[] | Promise<readonly string[]>,
    act: () => Promise<T>,
  ): Promise<T> {
    try {
      return await act();
    } catch (error) {
      if (error instanceof Refusal && error.code === 'MEMBER_EXCLUDED') {
        for (const id of await concerned()) await this.note(id, person.sub);
      }
      throw error;
    }
  }

  private async note(id: string, person: string): Promise<void> {
    const intent = { id, actor: systemActor('review.exclusions'), causationId: derivedId('exclusion', id, person) };
    await this.cases.change(intent, (reviewCase) => noteLink(reviewCase, { person }));
  }
}
