import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { Id } from './shapes.js';

export const CheckExtensionAsked = defineEvent({
  name: 'CheckExtensionAsked',
  topic: 'intake.internal',
  doc: 'NIA asked the applicant to consent to one more extension of the check (S22 Art. 21).',
  data: Type.Object({ applicationId: Id }),
  sample: { applicationId: sampleIds.application },
});
export type CheckExtensionAsked = EventData<typeof CheckExtensionAsked>;
