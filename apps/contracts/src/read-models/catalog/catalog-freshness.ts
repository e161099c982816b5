import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Kafka } from 'kafkajs';
import { AgreementConcluded } from '#common/events/definitions/agreement-concluded.js';
import { ProofCheck } from '#common/events/proofs/proof-check.js';
import { ListingPublished } from '#common/events/definitions/listing-published.js';
import type { ConsumerState } from '#common/broker/consumer-group.js';
import { ReadModels } from '#common/projections/read-models.js';
import { Freshness } from '#common/freshness/freshness.js';
import { Health } from '#common/service/operations/health.js';
import { Stores } from '#common/aggregates/stores.js';
import { KAFKA, TOPIC_PREFIX } from '#common/kernel/tokens.js';
import { catalogProjection } from './catalog.projection.js';

/** Proves that our copy of the catalog is young enough to sign by. */
@Injectable()
export class CatalogFreshness implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private freshness = this.listen();
  private stopping = false;

  constructor(
    @Inject(KAFKA) private readonly kafka: Kafka,
    @Inject(TOPIC_PREFIX) private readonly topicPrefix: string,
    private readonly stores: Stores,
    private readonly readModels: ReadModels,
    private readonly health: Health,
    private readonly proofs: ProofCheck,
  ) {}

  onApplicationBootstrap(): void {
    this.freshness.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.freshness.stop();
  }

  /** @throws Refusal 503 `CATALOG_STALE` */
  assertFresh(): Promise<void> {
    return this.freshness.assertFresh(this.stores.moment().policy['contracts.catalogMaxAgeSeconds']);
  }

  private listen(): Freshness {
    return new Freshness({
      kafka: this.kafka,
      reader: 'contracts',
      service: 'catalog',
      topics: [ListingPublished.topic, AgreementConcluded.topic],
      topicPrefix: this.topicPrefix,
      proofs: this.proofs,
      consumed: () => this.readModels.consumedOffsets(catalogProjection),
      onState: (state) => this.onState(state),
    });
  }

  /** A crashed listener is replaced: it keeps nothing. Until the new one has heard enough, nothing is signed. */
  private onState(state: ConsumerState): void {
    this.health.consumer('freshness of the catalog', state === 'crashed' ? 'away' : state);
    if (state !== 'crashed' || this.stopping) return;
    const crashed = this.freshness;
    this.freshness = this.listen();
    void crashed
      .stop()
      .catch(() => undefined)
      .then(() => this.stopping || this.freshness.start());
  }
}
