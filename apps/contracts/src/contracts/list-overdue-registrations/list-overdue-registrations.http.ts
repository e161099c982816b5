import { Controller, Query } from '@nestjs/common';
import { Type, type Static } from 'typebox';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import { InstitutionFacts } from '#common/events/definitions/contract-facts.js';
import { DayText, Id, Instant, WonAmount } from '#common/events/definitions/shapes.js';
import { pageFor } from '#common/http/listing.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { pageOf, type Page } from '#common/http/paging.js';
import type { Asking } from '#common/kernel/actor.js';
import type { ContractState } from '../domain/contract.state.js';
import { Contracts } from '../contracts.repository.js';
import { ListOverdueRegistrationsRequest, OVERDUE_SORTS } from './list-overdue-registrations.request.js';

export const OverdueRegistrationView = Type.Object(
  {
    id: Id,
    self: Type.String(),
    contractNo: Type.String(),
    institution: InstitutionFacts,
    concludedOn: DayText,
    amount: WonAmount,
    dueAt: Instant,
    remindedOn: Type.Optional(DayText),
  },
  { $id: 'OverdueRegistration' },
);
export type OverdueRegistrationView = Static<typeof OverdueRegistrationView>;

function overdueView({ id, state }: Snapshot<ContractState>): OverdueRegistrationView | undefined {
  const { concluded, registration } = state;
  if (concluded === undefined || registration === undefined) return undefined;
  const { contractNo, institution, concludedOn, amount } = concluded;
  return {
    id,
    self: `/v1/contracts/${id}`,
    contractNo,
    institution,
    concludedOn,
    amount,
    dueAt: registration.due.dueAt,
    ...(registration.remindedOn !== undefined && { remindedOn: registration.remindedOn }),
  };
}

/** The gap between what is contracted and what is registered, contract by contract (§5.5). */
@Controller()
export class ListOverdueRegistrationsHttp {
  constructor(private readonly contracts: Contracts) {}

  @Operation({
    id: 'listOverdueRegistrations',
    method: 'GET',
    path: '/v1/overdue-registrations',
    summary: 'Contracts whose use is not registered although its day has passed',
    answers: pageOf(OverdueRegistrationView),
  })
  async handle(
    @Query() request: ListOverdueRegistrationsRequest,
    @Asker() asking: Asking,
  ): Promise<Page<OverdueRegistrationView>> {
    // Which contracts are overdue is in the table of permissions: no reader of this list may see another.
    return pageFor(this.contracts, asking, {
      request,
      listing: { where: {}, sorts: OVERDUE_SORTS },
      view: overdueView,
    });
  }
}
