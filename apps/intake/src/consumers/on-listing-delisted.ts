import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { ListingDelisted } from '#common/events/definitions/listing-delisted.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Applications } from '../applications/applications.repository.js';
import { endSelection } from '../applications/domain/ending-selection.js';

/** The service left the catalog, so its supplier may apply for it again. */
@Controller()
export class OnListingDelisted {
  constructor(private readonly applications: Applications) {}

  @Consumes(ListingDelisted)
  async handle(@Payload() data: ListingDelisted, @Ctx() context: InboxContext): Promise<void> {
    await this.applications.change(context.intent(data.applicationId), (application) =>
      endSelection(application, { on: data.delistedOn, why: 'LISTING_DELISTED' }),
    );
  }
}
