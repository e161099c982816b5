import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { SelectionCancelled } from '#common/events/definitions/selection-cancelled.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Contracts } from '../contracts/contracts.repository.js';
import { openTerminationReview } from '../contracts/domain/reviewing.js';
import { Catalog } from '../read-models/catalog/catalog.mongo.js';

/** Contracts on a service that was selected by fraud go on until their institutions decide (§11.3). */
@Controller()
export class OnSelectionCancelled {
  constructor(
    private readonly contracts: Contracts,
    private readonly catalog: Catalog,
  ) {}

  @Consumes(SelectionCancelled)
  async handle(
    @Payload() { applicationId, fraud, cancelledOn }: SelectionCancelled,
    @Ctx() context: InboxContext,
  ): Promise<void> {
    if (!fraud) return;
    for (const listingId of await this.catalog.listingsOf(applicationId)) {
      for await (const { id } of this.contracts.each({ 'state.concluded.listingId': listingId }))
        await this.contracts.change(context.intent(id), (contract) => openTerminationReview(contract, { cancelledOn }));
    }
  }
}
