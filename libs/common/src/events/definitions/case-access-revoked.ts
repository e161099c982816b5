import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { Id, PeopleNames } from './shapes.js';

export const CaseAccessRevoked = defineEvent({
  name: 'CaseAccessRevoked',
  topic: 'review.access',
  doc: 'These people may no longer read the papers of a case: a conflict was declared or found, or the review is over.',
  data: Type.Object({ caseId: Id, applicationId: Id, people: PeopleNames }),
  people: ['people'],
  sample: { caseId: sampleIds.case, applicationId: sampleIds.application, people: ['member-7'] },
});
export type CaseAccessRevoked = EventData<typeof CaseAccessRevoked>;
