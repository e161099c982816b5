import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Kafka } from 'kafkajs';
import type mongoose from 'mongoose';
import { OPERATION_TIMEOUT_MS } from '#common/aggregates/mongo-documents.js';
import { AgreementConcluded } from '#common/events/contracts/agreement-concluded.js';
import { ListingPublished } from '#common/events/contracts/listing-published.js';
import type { ConsumerState } from '#common/inbox/consumer-group.js';
import { Freshness, type ConsumedOffsets } from '#common/relay/freshness.js';
import { Health } from '#common/service/health.js';
import { Stores } from '#common/service/stores.js';
import { KAFKA, TOPIC_PREFIX } from '#common/service/tokens.js';
import { catalogueProjection } from '../projections/catalogue.projection.js';

const GROUP = `contracts.${catalogueProjection.name}`;

interface OffsetRow {
  readonly _id: string;
  readonly next: mongoose.mongo.Long | number | bigint;
}

/** Proves that our copy of the catalogue is young enough to sign by. */
@Injectable()
export class CatalogueFreshness implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private freshness = this.listen();
  private stopping = false;

  constructor(
    @Inject(KAFKA) private readonly kafka: Kafka,
    @Inject(TOPIC_PREFIX) private readonly topicPrefix: string,
    private readonly stores: Stores,
    private readonly health: Health,
  ) {}

  onApplicationBootstrap(): void {
    this.freshness.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.freshness.stop();
  }

  /** @throws Refusal 503 `CATALOGUE_STALE` */
  assertFresh(): Promise<void> {
    return this.freshness.assertFresh(this.stores.moment().policy['contracts.catalogMaxAgeSeconds']);
  }

  private listen(): Freshness {
    return new Freshness({
      kafka: this.kafka,
      service: 'catalog',
      topics: [ListingPublished.topic, AgreementConcluded.topic],
      topicPrefix: this.topicPrefix,
      consumed: () => this.consumed(),
      onState: (state) => this.onState(state),
    });
  }

  /** It keeps nothing, so a crashed listener is simply replaced; until the new one has heard enough, nothing is signed. */
  private onState(state: ConsumerState): void {
    this.health.consumer('freshness of the catalogue', state === 'crashed' ? 'away' : state);
    if (state !== 'crashed' || this.stopping) return;
    const crashed = this.freshness;
    this.freshness = this.listen();
    void crashed
      .stop()
      .catch(() => undefined)
      .then(() => this.stopping || this.freshness.start());
  }

  private async consumed(): Promise<ConsumedOffsets> {
    const rows = await this.stores.db
      .collection<OffsetRow>('consumed_offsets', { timeoutMS: OPERATION_TIMEOUT_MS })
      // '}' is the character after '|': every place of this group.
      .find({ _id: { $gte: `${GROUP}|`, $lt: `${GROUP}}` } })
      .toArray();
    return Object.fromEntries(rows.map(({ _id, next }) => [_id.slice(GROUP.length + 1), BigInt(next.toString())]));
  }
}
