import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { ListingCancelled } from '#common/events/definitions/listing-cancelled.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Applications } from '../applications/applications.repository.js';
import { endSelection } from '../applications/domain/ending-selection.js';

/** A listing is cancelled with the selection behind it, of which review tells as well, with the grounds. */
@Controller()
export class OnListingCancelled {
  constructor(private readonly applications: Applications) {}

  @Consumes(ListingCancelled)
  async handle(@Payload() data: ListingCancelled, @Ctx() context: InboxContext): Promise<void> {
    await this.applications.change(context.intent(data.applicationId), (application) =>
      endSelection(application, { on: data.cancelledOn, why: 'SELECTION_CANCELLED' }),
    );
  }
}
