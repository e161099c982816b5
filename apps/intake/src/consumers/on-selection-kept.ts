import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { SelectionKept } from '#common/events/definitions/selection-kept.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Applications } from '../applications/applications.repository.js';
import { upholdSelection } from '../applications/domain/attending-hearing.js';

/** After the hearing the selection stands (선정 유지). */
@Controller()
export class OnSelectionKept {
  constructor(private readonly applications: Applications) {}

  @Consumes(SelectionKept)
  async handle(@Payload() data: SelectionKept, @Ctx() context: InboxContext): Promise<void> {
    await this.applications.change(context.intent(data.applicationId), (application) =>
      upholdSelection(application, data),
    );
  }
}
