import { Injectable } from '@nestjs/common';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import { Stores } from '#common/aggregates/stores.js';
import type { Day } from '#common/kernel/day.js';
import { notFound } from '#common/kernel/errors.js';
import { factsOn, traitsOn } from './domain/institution.rules.js';
import type { InstitutionState } from './domain/institution.state.js';
import { InstitutionRegister } from './institution-register.js';
import { listedInstitutionView, type InstitutionView } from './institution.view.js';

/** Shows an institution with those above it, as of a day. */
@Injectable()
export class InstitutionViews {
  constructor(
    private readonly register: InstitutionRegister,
    private readonly stores: Stores,
  ) {}

  today(institution: Snapshot<InstitutionState>): Promise<InstitutionView> {
    return this.on(this.stores.moment().today, institution);
  }

  /** @throws Refusal 404 for a day before its registration */
  async on(day: Day, institution: Snapshot<InstitutionState>): Promise<InstitutionView> {
    const { state } = institution;
    const register = await this.register.around(state.code);
    const [traits, facts] = [traitsOn(state, day), factsOn(state, day, register)];
    if (traits === undefined || facts === undefined) throw notFound(`institution on ${day}`, state.code);
    const { registeredAt, verifiedAt, changes } = state;
    return {
      ...listedInstitutionView(institution, day, traits),
      ...(facts.ministry !== undefined && { ministry: facts.ministry }),
      registeredAt,
      ...(verifiedAt !== undefined && { verifiedAt }),
      changes: [...changes],
    };
  }
}
