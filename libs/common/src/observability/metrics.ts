import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

const PROPAGATION_MS = [
  2, 4, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 75, 100, 150, 200, 300, 500, 1_000, 2_500, 5_000, 30_000,
];

/** All metrics of a service. Operators rely on the names. */
export class Metrics {
  readonly registry = new Registry();

  constructor(service: string) {
    this.registry.setDefaultLabels({ service });
    collectDefaultMetrics({ register: this.registry });
    this.relayOplogUsedRatio.set(NaN);
  }

  readonly relayPublished = this.counter('relay_published_total', 'Events acknowledged by the broker', ['topic']);
  readonly relayLagMs = this.gauge('relay_lag_ms', 'Commit to broker acknowledgement, at the last watermark');
  readonly relayActive = this.gauge('relay_active', '1 on the instance whose relay is active');
  readonly brokerAway = this.gauge('broker_away', '1 while the broker takes nothing');
  readonly relayOplogUsedRatio = this.gauge(
    'relay_oplog_used_ratio',
    "Part of the oplog behind the relay's place, on the active instance; NaN where unknown",
  );
  readonly relayStoreRestored = this.gauge(
    'relay_store_restored',
    '1 on an instance whose relay found its store older than what was published, until that instance ends',
  );
  readonly inboxOutcomes = this.counter('inbox_outcomes_total', 'Records by what became of them', ['outcome', 'type']);
  readonly inboxRetries = this.counter('inbox_retries_total', 'Tries that failed and were repeated', ['why']);
  readonly inboxContradictions = this.counter(
    'inbox_contradictions_total',
    'Same sequence, other id, both proven: a restored store, or a key in other hands',
    [],
  );
  readonly inboxUnproven = this.counter(
    'inbox_unproven_total',
    'Records that the service of their topic cannot be shown to have sent, by what became of them',
    ['topic', 'kept'],
  );
  readonly inboxGaps = this.counter('inbox_gaps_total', 'Events parked because the one before had not come', ['topic']);
  readonly inboxMisreads = this.counter(
    'inbox_misreads_total',
    'Records that looked wrong and came with other bytes when they were fetched once more',
    ['topic'],
  );
  readonly inboxParked = this.gauge('inbox_parked', 'Events that wait for another one');
  readonly deadLettersOpen = this.gauge('dead_letters_open', 'Dead letters neither redriven nor discarded');
  readonly consumerRunning = this.gauge('consumer_running', '1 while the group is a member', ['group']);
  readonly projected = this.counter('projection_events_total', 'Records applied to read models', ['projection']);
  readonly propagationMs = new Histogram({
    name: 'propagation_ms',
    help: 'From the decision in the producing service to the effect in this one',
    labelNames: ['group'],
    buckets: PROPAGATION_MS,
    registers: [this.registry],
  });
  readonly httpMs = new Histogram({
    name: 'http_request_ms',
    help: 'Requests by operation and status',
    labelNames: ['operation', 'status'],
    buckets: [2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000],
    registers: [this.registry],
  });
  readonly largeDocuments = this.counter(
    'aggregate_over_bounds_total',
    'Saves of aggregates past 200 live events or 256 KiB',
    ['type'],
  );

  readonly archivedEvents = this.counter('aggregate_events_archived_total', 'Events moved out of live documents', [
    'type',
  ]);

  readonly timersFailing = this.gauge(
    'timers_failing',
    'Aggregates whose timer failed and is tried again, on the active instance',
  );
  readonly timersStopped = this.gauge('timers_stopped', '1 while no timer of this instance could run');

  readonly documentsAltered = this.counter(
    'documents_altered_total',
    'Downloads that were broken off: the bytes in the store are not those that were uploaded',
    [],
  );

  readonly deadlinesRecounted = this.counter(
    'deadlines_recounted_total',
    'Provisional deadlines counted again with another list of holidays',
    ['type'],
  );

  /** @param days how many days ahead the official list of holidays reaches now */
  watchHolidays(days: () => number): void {
    const name = 'holidays_official_days_ahead';
    const help = 'Days ahead that the official list of holidays reaches; later ones are computed by statute';
    const gauge: Gauge = new Gauge({ name, help, registers: [this.registry], collect: () => gauge.set(days()) });
  }
  readonly noticesMade = this.counter('notices_made_total', 'Notices by their reason', ['reason']);
  readonly noticesSent = this.counter('notices_sent_total', 'Messages by what became of them', ['channel', 'outcome']);
  readonly noticesWaiting = this.gauge('notices_waiting', 'Notices that wait for the mail server');
  readonly noticesFailed = this.gauge('notices_failed', 'Notices that the mail server refused for good');
  readonly noticeChannelAway = this.gauge('notice_channel_away', '1 while the mail server cannot be reached');

  private counter<T extends string>(name: string, help: string, labelNames: readonly T[]): Counter<T> {
    return new Counter({ name, help, labelNames: [...labelNames], registers: [this.registry] });
  }

  private gauge<T extends string>(name: string, help: string, labelNames: readonly T[] = []): Gauge<T> {
    return new Gauge({ name, help, labelNames: [...labelNames], registers: [this.registry] });
  }
}
