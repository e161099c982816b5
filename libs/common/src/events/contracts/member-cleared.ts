import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { Id, Text } from './shapes.js';

export const MemberCleared = defineEvent({
  name: 'MemberCleared',
  topic: 'review.internal',
  doc: 'A member declared no conflict on an item, or the committee found none: the papers of the case open to the member.',
  data: Type.Object({
    sessionId: Id,
    sessionNo: Type.Integer({ minimum: 1 }),
    item: Type.Integer({ minimum: 1 }),
    caseId: Id,
    memberId: Text(200),
  }),
  sample: { sessionId: sampleIds.session, sessionNo: 62, item: 1, caseId: sampleIds.case, memberId: 'member-7' },
});
export type MemberCleared = EventData<typeof MemberCleared>;
