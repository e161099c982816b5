import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Kafka } from 'kafkajs';
import type mongoose from 'mongoose';
import { OPERATION_TIMEOUT_MS } from '#common/aggregates/mongo-documents.js';
import { AgreementConcluded } from '#common/events/contracts/agreement-concluded.js';
import { ListingPublished } from '#common/events/contracts/listing-published.js';
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
  private readonly freshness: Freshness;

  constructor(
    @Inject(KAFKA) kafka: Kafka,
    @Inject(TOPIC_PREFIX) topicPrefix: string,
    private readonly stores: Stores,
    health: Health,
  ) {
    this.freshness = new Freshness({
      kafka,
      service: 'catalog',
      topics: [ListingPublished.topic, AgreementConcluded.topic],
      topicPrefix,
      consumed: () => this.consumed(),
      onState: (state) => health.consumer('freshness of the catalogue', state),
    });
  }

  onApplicationBootstrap(): void {
    this.freshness.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.freshness.stop();
  }

  /** @throws Refusal 503 `CATALOGUE_STALE` */
  assertFresh(): Promise<void> {
    return this.freshness.assertFresh(this.stores.moment().policy['contracts.catalogMaxAgeSeconds']);
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
