import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ConsumerState } from '../broker/consumer-group.js';
import { KafkaPublisher } from '../broker/publisher.js';
import { closeHttp } from '../http/close-http.js';
import type { OperationsServer } from '../http/operations-server.js';
import type { Clock } from '../kernel/clock.js';
import { CLOCK } from '../kernel/tokens.js';
import { Courier } from '../notices/courier.js';
import { Metrics } from '../observability/metrics.js';
import { SandboxClock } from '../timers/business-clock.js';
import { Timers } from '../timers/timers.js';
import { Archiving } from './archiving.js';
import { TopicFormatCheck } from './format/topic-format.js';
import { Housekeeping } from './housekeeping.js';
import { CourierWorker } from './courier-worker.js';
import { databaseOf, type ServiceParts } from './module.js';
import { Health } from './operations/health.js';
import { makeInbox, makeProjector, makeRelay, type Wiring } from './relay-and-consumers.js';
import { topicPlan } from './topics.js';
import type { Worker } from './worker.js';

/** The application, and its port for operators. */
interface Ports {
  readonly app: NestFastifyApplication;
  readonly operations: OperationsServer;
}

export type Stoppable = { stop(): Promise<void> };

/** What a service does alongside answering requests, and the order in which all of it ends. */
export class Workers implements Stoppable {
  private readonly health: Health;
  private readonly format: TopicFormatCheck;
  /** Those of one line stop together. */
  private readonly inStopOrder: readonly (readonly Worker[])[];
  private stopped: Promise<void> | undefined;

  private readonly app: NestFastifyApplication;

  /** @param whenCrashed for a consumer that will not come back by itself */
  constructor(
    { app, operations }: Ports,
    private readonly parts: ServiceParts,
    private readonly whenCrashed: (service: Stoppable) => void,
  ) {
    const { map, connection, kafka } = parts;
    this.app = app;
    const publisher = new KafkaPublisher(kafka);
    const wiring: Wiring = { app, parts, publisher, onState: this.onState.bind(this) };
    this.health = app.get(Health);
    this.format = this.topicFormat();
    if (map.consumers.length > 0) app.connectMicroservice({ strategy: makeInbox(wiring) });
    this.inStopOrder = [
      [{ stop: () => this.health.stop() }, this.format],
      // No new commands. What those in flight publish, the relay still sends, or its successor finds.
      [{ stop: () => closeHttp(app) }, { stop: () => operations.close() }],
      [app.get(Timers)],
      [app.get(Housekeeping), app.get(Archiving), this.courier()],
      [makeRelay(wiring)],
      map.projections.map((projection) => makeProjector(wiring, projection)),
      // Nest closes the inbox, which waits for the event it is handling.
      [{ stop: () => app.close() }],
      [{ stop: () => publisher.close().catch(() => undefined) }],
      [{ stop: () => connection.close() }],
    ];
  }

  private courier(): CourierWorker {
    const { connection, log } = this.parts;
    return new CourierWorker(databaseOf(connection), this.app.get(Courier), (...entry) => log.entry(...entry));
  }

  private topicFormat(): TopicFormatCheck {
    const { map, kafka, settings, log } = this.parts;
    const prefix = settings.topicPrefix;
    const topics = topicPlan([map], { prefix, partitions: 1, replication: 1 }).map(({ topic }) => topic);
    return new TopicFormatCheck(kafka, { prefix, topics }, (why) => {
      log.entry('error', why.message, {});
      this.whenCrashed(this);
    });
  }

  /** @throws FormatRefused */
  async prepare(): Promise<void> {
    const clock = this.app.get<Clock>(CLOCK);
    if (clock instanceof SandboxClock) await clock.refresh();
    await this.format.beforeStart();
  }

  start(): void {
    for (const worker of this.inStopOrder.flat()) worker.start?.();
  }

  /** Two consumers may crash at once, and a signal may come at the same time: it is one stop. */
  stop(): Promise<void> {
    return (this.stopped ??= this.stopInOrder());
  }

  private async stopInOrder(): Promise<void> {
    for (const together of this.inStopOrder) await Promise.all(together.map((worker) => worker.stop()));
  }

  private onState(group: string, state: ConsumerState, why?: unknown): void {
    const { log } = this.parts;
    this.health.consumer(group, state);
    this.app.get(Metrics).consumerRunning.set({ group }, state === 'running' ? 1 : 0);
    if (state === 'away') log.entry('warn', 'a consumer cannot reach the broker', { group, error: why });
    if (state !== 'crashed') return;
    log.entry('error', 'a consumer crashed and will not come back', { group, error: why });
    this.whenCrashed(this);
  }
}
