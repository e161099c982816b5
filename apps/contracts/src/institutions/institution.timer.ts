import { Injectable } from '@nestjs/common';
import type { Intent } from '#common/aggregates/aggregate-type.js';
import type { DueHandler } from '#common/timers/timers.js';
import { completePassing } from './domain/merging.js';
import { Institutions } from './institutions.repository.js';
import { Succession } from './succession.js';

/** The day of a merger: what it has passes to the successor. */
@Injectable()
export class InstitutionTimer implements DueHandler {
  constructor(
    private readonly institutions: Institutions,
    private readonly succession: Succession,
  ) {}

  due(until: Date, limit: number): ReturnType<DueHandler['due']> {
    return this.institutions.due(until, limit);
  }

  async onDue(intent: Intent): Promise<void> {
    const institution = await this.institutions.newest(intent.id);
    if (institution === undefined) return;
    // First what it has: what fails half-way is due again.
    await this.succession.passOn(intent, institution.state);
    await this.institutions.change(intent, completePassing);
  }
}
