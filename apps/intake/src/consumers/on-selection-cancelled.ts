import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { SelectionCancelled } from '#common/events/definitions/selection-cancelled.js';
import { Consumes } from '#common/inbox/delivery/consumes.js';
import { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { Applications } from '../applications/applications.repository.js';
import { endSelection } from '../applications/domain/ending-selection.js';
import { barForFraud } from '../suppliers/domain/barring.js';
import { supplierIdOf } from '../suppliers/domain/registering.js';
import { Suppliers } from '../suppliers/suppliers.repository.js';

/** The service is free for a new application; after fraud its supplier is barred first. */
@Controller()
export class OnSelectionCancelled {
  constructor(
    private readonly applications: Applications,
    private readonly suppliers: Suppliers,
  ) {}

  @Consumes(SelectionCancelled)
  async handle(@Payload() data: SelectionCancelled, @Ctx() context: InboxContext): Promise<void> {
    const found = await this.applications.newest(data.applicationId);
    const businessNumber = found?.state.supplier.businessNumber;
    if (data.fraud && businessNumber !== undefined) {
      await this.suppliers.change(context.intent(supplierIdOf(businessNumber)), (supplier, moment) =>
        barForFraud(supplier, data, moment),
      );
    }
    const { cancelledOn: on, causes, fraud } = data;
    await this.applications.change(context.intent(data.applicationId), (application) =>
      endSelection(application, {
        on,
        why: causes.includes('REVOTE') ? 'REVOTE' : 'SELECTION_CANCELLED',
        causes,
        fraud,
      }),
    );
  }
}
