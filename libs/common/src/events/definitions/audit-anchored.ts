import { Type } from 'typebox';
import { defineEvent, type EventData, type ServiceName } from '../define-event.js';
import { sampleIds } from './samples.js';
import { DayText, Id, Instant, Sha256, Text } from './shapes.js';

const Head = Type.Object({
  collection: Text(100),
  id: Text(100),
  version: Type.Integer({ minimum: 1 }),
  hash: Sha256,
});

const Seal = Type.Object({
  at: Instant,
  parts: Type.Integer({ minimum: 1, description: 'Events of this scan, the sealing one included' }),
  aggregates: Type.Integer({ minimum: 0, description: 'Histories below the root' }),
  root: Sha256,
  previous: Type.Optional(
    Type.Object({ day: DayText, hash: Sha256 }, { description: 'The anchor before this one, by its head hash' }),
  ),
});

const auditAnchored = <S extends ServiceName>(service: S) =>
  defineEvent({
    name: 'AuditAnchored',
    topic: `${service}.audit`,
    doc:
      'Where the histories of the service ended at the close of a day or of a period of one: the heads that changed ' +
      'since the anchor before, in parts of one scan. The last part has the seal; parts of a scan without one count ' +
      'for nothing.',
    data: Type.Object({
      day: DayText,
      until: Type.Optional({
        ...Instant,
        description: 'The instant it closes; the end of the day where it is not there',
      }),
      scan: Id,
      part: Type.Integer({ minimum: 1 }),
      heads: Type.Array(Head, { maxItems: 1_000 }),
      seal: Type.Optional(Seal),
      signature: Type.Optional({
        ...Text(400),
        description: 'Compact JWS of the service over this part, without its payload',
      }),
    }),
    sample: {
      day: '2025-09-19',
      until: '2025-09-19T15:00:00.000Z',
      scan: '018f6f2a-0000-7000-8000-000000000007',
      part: 1,
      heads: [{ collection: 'applications', id: sampleIds.application, version: 3, hash: 'a'.repeat(64) }],
      seal: {
        at: '2025-09-19T15:00:00.000Z',
        parts: 1,
        aggregates: 1,
        root: 'b'.repeat(64),
        previous: { day: '2025-09-18', hash: 'c'.repeat(64) },
      },
      signature: `${'h'.repeat(86)}..${'s'.repeat(86)}`,
    },
  });

export const IntakeAuditAnchored = auditAnchored('intake');
export const ReviewAuditAnchored = auditAnchored('review');
export const CatalogAuditAnchored = auditAnchored('catalog');
export const ContractsAuditAnchored = auditAnchored('contracts');
export type AuditAnchored = EventData<typeof IntakeAuditAnchored>;

/** The anchor of each service: a topic, and so a type, belongs to one service. */
export const auditAnchoredOf = {
  intake: IntakeAuditAnchored,
  review: ReviewAuditAnchored,
  catalog: CatalogAuditAnchored,
  contracts: ContractsAuditAnchored,
} as const;
