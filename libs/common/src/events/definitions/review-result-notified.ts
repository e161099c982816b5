import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { Code, DayText, Id, Instant, Text } from './shapes.js';

export const ReviewResultNotified = defineEvent({
  name: 'ReviewResultNotified',
  topic: 'review.results',
  doc: 'The result of a review with reasons by criterion, for intake to show to the applicant. No names, no votes.',
  data: Type.Object({
    caseId: Id,
    applicationId: Id,
    decision: Type.Enum(['SELECTED', 'NOT_SELECTED', 'DEFERRED']),
    sessionNo: Type.Integer({ minimum: 1 }),
    decidedOn: DayText,
    notifiedAt: Instant,
    tally: Type.Optional(
      Type.Object({
        eligible: Type.Integer({ minimum: 0 }),
        yes: Type.Integer({ minimum: 0 }),
        no: Type.Integer({ minimum: 0 }),
        abstain: Type.Integer({ minimum: 0 }),
      }),
    ),
    criteria: Type.Array(
      Type.Object({
        criterion: Code,
        findings: Type.Array(
          Type.Object({
            finding: Type.Enum(['MET', 'NOT_MET', 'NEEDS_EXPLANATION']),
            reasons: Type.Optional(Type.Array(Code, { description: 'Codes of the criterion; new ones may appear' })),
            comment: Type.Optional(Text(2000)),
          }),
        ),
      }),
    ),
    reasons: Type.Array(Text(2000)),
    reasonCode: Type.Optional({ ...Code, description: 'Why the service deferred it by itself (R-33)' }),
    requests: Type.Array(Text(2000), { description: 'What the supplier is asked for when the decision is deferred' }),
    answerDueOn: Type.Optional({ ...DayText, description: 'Until when it is to answer them (R-11)' }),
  }),
  sample: {
    caseId: sampleIds.case,
    applicationId: sampleIds.application,
    decision: 'SELECTED',
    sessionNo: 62,
    decidedOn: '2025-09-19',
    notifiedAt: '2025-09-19T08:00:00.000Z',
    tally: { eligible: 13, yes: 9, no: 3, abstain: 1 },
    criteria: [{ criterion: 'SECURITY', findings: [{ finding: 'MET', comment: '인증이 유효하다.' }] }],
    reasons: [],
    requests: [],
  },
});
export type ReviewResultNotified = EventData<typeof ReviewResultNotified>;
