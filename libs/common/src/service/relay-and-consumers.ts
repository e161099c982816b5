import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ConsumerState } from '../broker/consumer-group.js';
import { KafkaPublisher } from '../broker/publisher.js';
import { ProofCheck } from '../events/proofs/proof-check.js';
import { RecordSigner } from '../events/proofs/record-signer.js';
import { DeadLetters } from '../inbox/dead-letters/dead-letters.js';
import { UnprovenLetters } from '../inbox/dead-letters/unproven-letters.js';
import { ParkedEvents } from '../inbox/parking/parked-events.js';
import { Positions } from '../inbox/delivery/positions.js';
import { Suspects } from '../inbox/poison/suspects.js';
import { KafkaInboxServer } from '../inbox/transport.js';
import type { Clock } from '../kernel/clock.js';
import { CLOCK } from '../kernel/tokens.js';
import { withTrace } from '../observability/log.js';
import { Metrics } from '../observability/metrics.js';
import { Copies, groupOf } from '../projections/copies.js';
import { FollowingProjector } from '../projections/following-projector.js';
import { RelaySource } from '../relay/relay-source.js';
import { Relay } from '../relay/relay.js';
import { decidedAtMs, inboxObserver, misreadObserver, relayObserver, unprovenObserver } from './event-observers.js';
import { INSTANCE } from './instance.js';
import { databaseOf, type ServiceParts } from './module.js';
import { Health } from './operations/health.js';
import { aggregatesOf, producedTopics, type ServiceMap } from './service-map.js';

/** What a service publishes and consumes with. */
export interface Wiring {
  readonly app: NestFastifyApplication;
  readonly parts: ServiceParts;
  /** Of dead letters; the relay has one of its own. */
  readonly publisher: KafkaPublisher;
  readonly onState: (group: string, state: ConsumerState, why?: unknown) => void;
}

export function makeRelay({ app, parts }: Wiring): Relay {
  const { map, settings, log, connection, kafka, eventKeys } = parts;
  const db = databaseOf(connection);
  const collections = aggregatesOf(map).map(([type]) => type.collection);
  return new Relay(db, {
    service: map.service,
    instance: INSTANCE,
    topics: producedTopics(map),
    topicPrefix: settings.topicPrefix,
    source: new RelaySource(db, collections),
    publisher: new KafkaPublisher(kafka),
    signer: new RecordSigner(eventKeys.signing),
    observer: relayObserver(app.get(Metrics), app.get(Health), log),
  });
}

export function makeInbox({ app, parts, publisher, onState }: Wiring): KafkaInboxServer {
  const { map, settings, log, connection, kafka } = parts;
  const db = databaseOf(connection);
  const metrics = app.get(Metrics);
  const clock = app.get<Clock>(CLOCK);
  const group = map.service;
  const deadLetters = new DeadLetters(db, map.service, group, publisher);
  const observer = inboxObserver(metrics, log);
  const now = () => clock.now();
  const perHour = settings.unprovenLettersPerHour;
  return new KafkaInboxServer({
    kafka,
    group,
    topicPrefix: settings.topicPrefix,
    consumes: map.consumers.map(([event]) => event),
    positions: new Positions(db, group),
    parked: new ParkedEvents(db, group),
    suspects: new Suspects(db, group, settings.inboxDeathsMax),
    deathsMax: settings.inboxDeathsMax,
    deadLetters,
    proofs: app.get(ProofCheck),
    unproven: new UnprovenLetters(db, { group, deadLetters, observer, now, perHour }),
    observer,
    now,
    onState: (state, why) => onState(group, state, why),
    around: (meta, act) => withTrace(meta.traceparent, act),
    onHandled: (meta) => observePropagation(metrics, group, meta.id),
  });
}

export function makeProjector(
  { app, parts, publisher, onState }: Wiring,
  projection: ServiceMap['projections'][number],
): FollowingProjector {
  const { map, settings, log, connection, kafka } = parts;
  const db = databaseOf(connection);
  const metrics = app.get(Metrics);
  const clock = app.get<Clock>(CLOCK);
  const group = groupOf(map.service, projection);
  const deadLetters = new DeadLetters(db, map.service, group, publisher);
  const observer = { unproven: unprovenObserver(metrics, log) };
  const now = () => clock.now();
  const perHour = settings.unprovenLettersPerHour;
  return new FollowingProjector({
    kafka,
    db,
    service: map.service,
    projection,
    copies: app.get(Copies),
    topicPrefix: settings.topicPrefix,
    deadLetters,
    proofs: app.get(ProofCheck),
    unproven: new UnprovenLetters(db, { group, deadLetters, observer, now, perHour }),
    now,
    onApplied: (eventIds) => {
      metrics.projected.inc({ projection: projection.name }, eventIds.length);
      for (const id of eventIds) observePropagation(metrics, group, id);
    },
    onMisread: misreadObserver(metrics, log),
    onState: (state, why) => onState(group, state, why),
  });
}

/** From the decision to its effect here, by two wall clocks. */
const observePropagation = (metrics: Metrics, group: string, eventId: string): void =>
  metrics.propagationMs.observe({ group }, Math.max(0, Date.now() - decidedAtMs(eventId)));
