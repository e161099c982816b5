import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { Code, DayText, Text } from './shapes.js';

export const MemberDismissed = defineEvent({
  name: 'MemberDismissed',
  topic: 'review.internal',
  doc: 'A member left the committee (해촉): sessions strike the member off, cases close their papers.',
  data: Type.Object({ memberId: Text(200), ground: Code, on: DayText }),
  sample: { memberId: 'member-7', ground: 'OWN_WISH', on: '2025-09-19' },
});
export type MemberDismissed = EventData<typeof MemberDismissed>;
