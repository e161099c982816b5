import { Injectable } from '@nestjs/common';
import type { Intent } from '#common/aggregates/aggregate-type.js';
import type { DueHandler } from '#common/timers/timers.js';
import { removeUnexamined } from './domain/setting-agenda.js';
import { Sessions } from './sessions.repository.js';

/** Items whose examination was reopened leave the agenda at its freeze. */
@Injectable()
export class SessionTimer implements DueHandler {
  constructor(private readonly sessions: Sessions) {}

  due(until: Date, limit: number): ReturnType<DueHandler['due']> {
    return this.sessions.due(until, limit);
  }

  async onDue(intent: Intent): Promise<void> {
    await this.sessions.change(intent, removeUnexamined);
  }
}
