import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { sampleIds } from './samples.js';
import { Code, Id, Instant } from './shapes.js';

export const IncidentReported = defineEvent({
  name: 'IncidentReported',
  topic: 'contracts.contracts',
  doc: 'The supplier reported an incident of its service to the institution of a contract (Act decree Art. 16, 17): class and times, nothing else.',
  data: Type.Object({
    contractId: Id,
    listingId: Id,
    incidentNo: Type.Integer({ minimum: 1 }),
    class: Code,
    startedAt: Instant,
    endedAt: Type.Optional(Instant),
    reportedAt: Instant,
  }),
  sample: {
    contractId: sampleIds.contract,
    listingId: sampleIds.listing,
    incidentNo: 1,
    class: 'OUTAGE',
    startedAt: '2025-12-01T01:00:00.000Z',
    endedAt: '2025-12-01T01:12:00.000Z',
    reportedAt: '2025-12-01T01:20:00.000Z',
  },
});
export type IncidentReported = EventData<typeof IncidentReported>;
