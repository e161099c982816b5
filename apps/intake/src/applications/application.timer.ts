import { Injectable } from '@nestjs/common';
import type { Intent } from '#common/aggregates/aggregate-type.js';
import { derivedId } from '#common/kernel/ids.js';
import type { SystemReason } from '#common/kernel/system-reasons.js';
import type { DueHandler } from '#common/timers/timers.js';
import { ApplicationUploads } from './application-uploads.js';
import { Applications } from './applications.repository.js';
import { isErasureDue } from './domain/application.rules.js';
import { applicationFellDue } from './domain/falling-due.js';

/** Drafts kept too long, supplement periods that ran out, papers whose period of keeping ended. */
@Injectable()
export class ApplicationTimer implements DueHandler {
  constructor(
    private readonly applications: Applications,
    private readonly uploads: ApplicationUploads,
  ) {}

  due(until: Date, limit: number): ReturnType<DueHandler['due']> {
    return this.applications.due(until, limit);
  }

  async onDue(intent: Intent): Promise<void> {
    const before = await this.applications.foresee(intent, () => undefined);
    if (before !== undefined && isErasureDue(before.state, before.moment)) await this.erasePersonalData(intent);
    await this.applications.change(intent, applicationFellDue);
    // A crash here leaves files that no application names: the sweep finds them.
    await this.uploads.removeUnnamed(before?.state.files.map(({ fileId }) => fileId) ?? []);
  }

  /** First, because the change that follows ends the deadline: a crash in between is made good by the next turn. */
  private async erasePersonalData(intent: Intent): Promise<void> {
    const causationId = derivedId('erasure', intent.causationId);
    const reason: SystemReason = 'KEEPING_PERIOD_ENDED';
    await this.applications.erase({ ...intent, causationId }, { reason });
  }
}
