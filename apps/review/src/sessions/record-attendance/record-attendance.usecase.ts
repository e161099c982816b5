import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { recordAttendance } from '../domain/session.js';
import type { SessionState } from '../domain/session.state.js';
import { Sessions } from '../sessions.repository.js';
import type { RecordAttendanceRequest } from './record-attendance.request.js';

/** Private event; 409 ATTENDANCE_CLOSED, NOT_SESSION_DAY; 422 NOT_A_MEMBER, ATTENDANCE_TIME. */
@Injectable()
export class RecordAttendance {
  constructor(private readonly sessions: Sessions) {}

  execute({
    data,
    ...intent
  }: Command<RecordAttendanceRequest & { readonly memberId: string }>): Promise<Snapshot<SessionState>> {
    return this.sessions.change(intent, (session, moment) => recordAttendance(session, data, moment));
  }
}
