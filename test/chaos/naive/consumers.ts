import { Injectable, type Type } from '@nestjs/common';
import type { AggregateStore } from '#common/aggregates/aggregate-store.js';
import type { ApplicationAccepted } from '#common/events/definitions/application-accepted.js';
import type { ApplicationWithdrawn } from '#common/events/definitions/application-withdrawn.js';
import { ContractSigned } from '#common/events/definitions/contract-signed.js';
import type { ServiceSelected } from '#common/events/definitions/service-selected.js';
import type { WithdrawalRequested } from '#common/events/definitions/withdrawal-requested.js';
import type { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { newId } from '#common/kernel/ids.js';
import type { ServiceMap } from '#common/service/service-map.js';
import { OnServiceSelected } from '../../../apps/catalog/src/consumers/on-service-selected.js';
import { createListing } from '../../../apps/catalog/src/listings/domain/preparing.js';
import { Listings } from '../../../apps/catalog/src/listings/listings.repository.js';
import { Cases } from '../../../apps/review/src/cases/cases.repository.js';
import { followWithdrawal, requestWithdrawal } from '../../../apps/review/src/cases/domain/following.js';
import { openCase } from '../../../apps/review/src/cases/domain/opening.js';
import { OnApplicationAccepted } from '../../../apps/review/src/consumers/on-application-accepted.js';
import { OnApplicationWithdrawn } from '../../../apps/review/src/consumers/on-application-withdrawn.js';
import { OnWithdrawalRequested } from '../../../apps/review/src/consumers/on-withdrawal-requested.js';
import { CountContracts } from './contract-counts.js';

/** A consumer of an event, of the same shape as the real ones. */
export interface EventHandler {
  handle(data: unknown, context: InboxContext): Promise<void>;
}

/** Every acceptance opens a case with a new id, also at its second delivery. */
@Injectable()
class OpenCase {
  constructor(private readonly cases: Cases) {}

  async handle({ applicationId, ...submission }: ApplicationAccepted, context: InboxContext): Promise<void> {
    const caseId = newId();
    await this.cases.create(context.intent(caseId), (moment) =>
      openCase({ caseId, applicationId, submission }, moment),
    );
  }
}

/** Every selection creates a listing with a new id and number. */
@Injectable()
class CreateListing {
  constructor(private readonly listings: Listings) {}

  async handle(selected: ServiceSelected, context: InboxContext): Promise<void> {
    const listingId = newId();
    const number = listingId.slice(-8).toUpperCase();
    await this.listings.create(context.intent(listingId), (moment) =>
      createListing(selected, moment).map((event) => {
        if (event.type !== 'ListingCreated') return event;
        const listingNo = event.data.listingNo.replace(/[^-]+$/, number);
        return { ...event, data: { ...event.data, listingId, listingNo } };
      }),
    );
  }
}

@Injectable()
class CloseCase {
  constructor(private readonly cases: Cases) {}

  async handle({ applicationId }: ApplicationWithdrawn, context: InboxContext): Promise<void> {
    const id = await caseOf(this.cases, applicationId);
    if (id !== undefined) await this.cases.change(context.intent(id), followWithdrawal);
  }
}

@Injectable()
class AskToWithdraw {
  constructor(private readonly cases: Cases) {}

  async handle({ applicationId }: WithdrawalRequested, context: InboxContext): Promise<void> {
    const id = await caseOf(this.cases, applicationId);
    if (id === undefined) return;
    await this.cases.change(context.intent(id), requestWithdrawal);
  }
}

/** Ids are not derived here, so a case is found by its application. Of two cases the first is taken. */
async function caseOf(
  cases: Pick<AggregateStore<object, never>, 'list'>,
  applicationId: string,
): Promise<string | undefined> {
  const where = { 'state.applicationId': applicationId };
  const [found] = await cases.list({ where, sortBy: '_id', descending: false, limit: 1 });
  return found?.id;
}

const INSTEAD = new Map<Type, Type>([
  [OnApplicationAccepted, OpenCase],
  [OnApplicationWithdrawn, CloseCase],
  [OnWithdrawalRequested, AskToWithdraw],
  [OnServiceSelected, CreateListing],
]);

/** The service's consumers, with naive ones in place of those that rely on derived ids. */
export function naiveConsumers({ service, consumers }: ServiceMap): ServiceMap['consumers'] {
  const replaced = consumers.map(([event, handler]) => [event, INSTEAD.get(handler) ?? handler] as const);
  return service === 'catalog' ? [...replaced, [ContractSigned, CountContracts]] : replaced;
}
