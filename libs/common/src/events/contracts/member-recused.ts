import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { Id, Text } from './shapes.js';

export const MemberRecused = defineEvent({
  name: 'MemberRecused',
  topic: 'review.internal',
  doc: 'A member stands aside on an item (제척·회피): the papers of the case are closed to the member.',
  data: Type.Object({
    sessionId: Id,
    sessionNo: Type.Integer({ minimum: 1 }),
    item: Type.Integer({ minimum: 1 }),
    caseId: Id,
    memberId: Text(200),
  }),
  sample: { sessionId: sampleIds.session, sessionNo: 62, item: 1, caseId: sampleIds.case, memberId: 'member-7' },
});
export type MemberRecused = EventData<typeof MemberRecused>;
