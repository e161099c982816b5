import type { ConsumedRecord } from '../broker/record.js';
import type { InboxObserver } from '../inbox/delivery/inbox-observer.js';
import type { ServiceLog } from '../observability/log.js';
import type { Metrics } from '../observability/metrics.js';
import type { RelayObserver } from '../relay/relay-observer.js';
import type { Health } from './operations/health.js';

export function relayObserver(metrics: Metrics, health: Health, log: ServiceLog): RelayObserver {
  return {
    published: (_, topics) => {
      for (const [topic, count] of topics) metrics.relayPublished.inc({ topic }, count);
    },
    watermark: (lagMs) => metrics.relayLagMs.set(lagMs),
    oplogUsed: (ratio) => metrics.relayOplogUsedRatio.set(ratio ?? NaN),
    storeRestored: () => {
      metrics.relayStoreRestored.set(1);
      health.storeRestored();
    },
    leading: (isLeading) => metrics.relayActive.set(isLeading ? 1 : 0),
    broker: (isAway) => {
      metrics.brokerAway.set(isAway ? 1 : 0);
      health.brokerAway(isAway);
    },
    log: (level, message, context) => log.entry(level, message, context),
  };
}

export function inboxObserver(metrics: Metrics, log: ServiceLog): InboxObserver {
  return {
    outcome: (outcome, type) => metrics.inboxOutcomes.inc({ outcome, type }),
    contradiction: (event, knownId) => {
      metrics.inboxContradictions.inc();
      log.entry('error', 'two events with one sequence: a store was restored, or a key is in other hands', {
        event,
        knownId,
      });
    },
    gap: (event, topic, expected) => {
      metrics.inboxGaps.inc({ topic });
      log.entry('error', 'an event came before its predecessor and is parked', { event, topic, expected });
    },
    unproven: unprovenObserver(metrics, log),
    misread: misreadObserver(metrics, log),
    retry: (why, type, attempt, error) => {
      metrics.inboxRetries.inc({ why });
      log.entry('warn', 'an event could not be handled yet', { why, type, attempt, error });
    },
    log: (level, message, context) => log.entry(level, message, context),
  };
}

export function misreadObserver(metrics: Metrics, log: ServiceLog): (record: ConsumedRecord) => void {
  return ({ topic, partition, offset }) => {
    metrics.inboxMisreads.inc({ topic });
    log.entry('warn', 'a record came damaged and was fetched again', { topic, partition, offset });
  };
}

const LOG_UNPROVEN_EVERY_MS = 10_000;

/** Each is counted; of many one line in ten seconds is written. */
export function unprovenObserver(metrics: Metrics, log: ServiceLog): InboxObserver['unproven'] {
  let since = { at: -Infinity, others: 0 };
  return ({ topic, partition, offset }, why, isKept) => {
    metrics.inboxUnproven.inc({ topic, kept: String(isKept) });
    if (performance.now() - since.at < LOG_UNPROVEN_EVERY_MS) {
      since.others++;
      return;
    }
    const { others } = since;
    log.entry('error', 'a record is not proven to come from its service', { topic, partition, offset, why, others });
    since = { at: performance.now(), others: 0 };
  };
}

/** When an event was decided: its id is a UUID v7, whose first 48 bits are wall-clock milliseconds. */
export const decidedAtMs = (eventId: string): number => Number.parseInt(eventId.replaceAll('-', '').slice(0, 12), 16);
