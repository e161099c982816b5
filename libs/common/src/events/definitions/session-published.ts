import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds, sampleSupplier } from './samples.js';
import { DayText, Id, Text } from './shapes.js';

const Count = Type.Integer({ minimum: 0 });

export const SessionPublished = defineEvent({
  name: 'SessionPublished',
  topic: 'review.sessions',
  doc: 'The ministry made the selection and published the session (선정 공고). Selected services with their tallies; of the others only how many.',
  data: Type.Object({
    sessionId: Id,
    sessionNo: Type.Integer({ minimum: 1 }),
    heldOn: DayText,
    selectionAct: Type.Object({ number: Text(60), on: DayText }),
    selected: Type.Array(
      Type.Object({
        caseId: Id,
        applicationId: Id,
        serviceName: Text(200),
        supplierName: Text(200),
        tally: Type.Object({ eligible: Count, yes: Count, no: Count, abstain: Count }),
      }),
    ),
    counts: Type.Object({ selected: Count, notSelected: Count, deferred: Count, carried: Count }),
  }),
  sample: {
    sessionId: sampleIds.session,
    sessionNo: 62,
    heldOn: '2025-09-19',
    selectionAct: { number: '제2025-62호', on: '2025-09-19' },
    selected: [
      {
        caseId: sampleIds.case,
        applicationId: sampleIds.application,
        serviceName: '문서 자동화 서비스',
        supplierName: sampleSupplier.name,
        tally: { eligible: 13, yes: 9, no: 3, abstain: 1 },
      },
    ],
    counts: { selected: 1, notSelected: 0, deferred: 0, carried: 0 },
  },
});
export type SessionPublished = EventData<typeof SessionPublished>;
