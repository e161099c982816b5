import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { Id, PersonName } from './shapes.js';

const Items = Type.Array(Type.Object({ item: Type.Integer({ minimum: 1 }), caseId: Id }));

export const RecusalsSettled = defineEvent({
  name: 'RecusalsSettled',
  topic: 'review.internal',
  doc: 'On which items a member has no conflict, and on which the member stands aside (제척·회피): the papers of the cases open or close.',
  data: Type.Object({
    sessionId: Id,
    sessionNo: Type.Integer({ minimum: 1 }),
    memberId: PersonName,
    cleared: Items,
    recused: Items,
  }),
  people: ['memberId'],
  sample: {
    sessionId: sampleIds.session,
    sessionNo: 62,
    memberId: 'member-7',
    cleared: [{ item: 1, caseId: sampleIds.case }],
    recused: [],
  },
});
export type RecusalsSettled = EventData<typeof RecusalsSettled>;
