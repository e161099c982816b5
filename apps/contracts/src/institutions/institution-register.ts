import { Injectable } from '@nestjs/common';
import type { InstitutionFacts } from '#common/events/definitions/contract-facts.js';
import type { Day } from '#common/kernel/day.js';
import { wrongState } from '#common/kernel/errors.js';
import type { Hierarchy } from './domain/changing.js';
import { heirOn, relatedTo, type Register } from './domain/institution.rules.js';
import type { InstitutionState } from './domain/institution.state.js';
import { factsOfVerified, institutionIdOf } from './domain/registering.js';
import { HIERARCHY_NEWEST } from './institution.type.js';
import { Institutions } from './institutions.repository.js';

/** The register of institutions (기관 등록부): each with those above it. */
@Injectable()
export class InstitutionRegister {
  constructor(private readonly institutions: Institutions) {}

  /** The institutions of these codes and all that questions about them lead to; the unknown are left out. */
  async around(...codes: readonly string[]): Promise<Register> {
    const register = new Map<string, InstitutionState>();
    const asked = new Set<string>();
    for (let next: readonly string[] = codes; next.length > 0;) {
      for (const code of next) asked.add(code);
      const found = await Promise.all(next.map((code) => this.institutions.newest(institutionIdOf(code))));
      const states = found.flatMap((one) => one?.state ?? []);
      for (const state of states) register.set(state.code, state);
      next = [...new Set(states.flatMap(relatedTo))].filter((code) => !asked.has(code));
    }
    return register;
  }

  /** What a change of the parent stands on. The number comes first: what is recorded after it takes the next one. */
  async hierarchyAround(...codes: readonly string[]): Promise<Hierarchy> {
    const numbered = { [HIERARCHY_NEWEST]: { exists: true } } as const;
    const newestFirst = { where: numbered, sortBy: HIERARCHY_NEWEST, descending: true, limit: 1 };
    const [last] = await this.institutions.list(newestFirst);
    return { newest: last?.state.hierarchy?.newest ?? 0, register: await this.around(...codes) };
  }

  /**
   * What a contract of that day says of an institution.
   * @throws Refusal 409 INSTITUTION_NOT_REGISTERED, INSTITUTION_NOT_VERIFIED, INSTITUTION_MERGED
   */
  async factsOn(code: string, on: Day): Promise<InstitutionFacts> {
    const register = await this.around(code);
    const institution = register.get(code);
    if (institution === undefined)
      throw wrongState('INSTITUTION_NOT_REGISTERED', `Register institution ${code} first.`);
    return factsOfVerified(institution, on, register);
  }

  /** Who has the rights and duties of this institution on that day; undefined for a code that is not registered. */
  async heirOf(code: string, on: Day): Promise<InstitutionState | undefined> {
    return heirOn(code, on, await this.around(code));
  }
}
