import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { DayText, PersonName } from './shapes.js';

export const MemberDismissed = defineEvent({
  name: 'MemberDismissed',
  topic: 'review.internal',
  doc: 'A member left the committee (해촉): sessions strike the member off, cases close their papers.',
  data: Type.Object({ memberId: PersonName, on: DayText }),
  people: ['memberId'],
  sample: { memberId: 'member-7', on: '2025-09-19' },
});
export type MemberDismissed = EventData<typeof MemberDismissed>;
