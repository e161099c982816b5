import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { DayText, Id, SealedCodes, Text } from './shapes.js';

export const HearingNoticed = defineEvent({
  name: 'HearingNoticed',
  topic: 'review.results',
  doc: 'The supplier of a selected service is invited to a hearing (청문) before its selection is cancelled, for intake to show to it. A later one replaces it. No reasons, no names of people; the grounds are sealed.',
  data: Type.Object({
    caseId: Id,
    applicationId: Id,
    grounds: SealedCodes,
    on: DayText,
    time: Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$', description: 'In Seoul' }),
    place: Text(200),
    noticedOn: DayText,
  }),
  // Nobody has found them true yet: who may not read the case is not to read them on the wire (S11).
  sealed: ['grounds'],
  sample: {
    caseId: sampleIds.case,
    applicationId: sampleIds.application,
    grounds: ['CERTIFICATE_ENDED'],
    on: '2026-02-02',
    time: '14:00',
    place: '정부세종청사 4동 회의실',
    noticedOn: '2026-01-12',
  },
});
export type HearingNoticed = EventData<typeof HearingNoticed>;
