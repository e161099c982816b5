import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { DayText, PersonName } from './shapes.js';

export const MemberAppointed = defineEvent({
  name: 'MemberAppointed',
  topic: 'review.internal',
  doc: 'A member of the committee was appointed (위촉) or renewed: sessions noticed already take them in.',
  data: Type.Object({ memberId: PersonName, termFrom: DayText, termTo: Type.Optional(DayText) }),
  people: ['memberId'],
  sample: { memberId: 'member-7', termFrom: '2025-08-04', termTo: '2027-08-03' },
});
export type MemberAppointed = EventData<typeof MemberAppointed>;
