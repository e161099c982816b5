import type { DomainEvent, Recorded } from '#common/aggregates/aggregate.js';
import { sampleAgreement } from '#common/events/contracts/agreement-facts.js';
import { sampleListing, type ListingFacts } from '#common/events/contracts/listing-facts.js';
import type { Actor, Person } from '#common/kernel/actor.js';
import { momentAt, type Moment } from '#common/kernel/clock.js';
import { koreanCalendar } from '#common/kernel/holidays.js';
import { PolicyTable } from '#common/kernel/policy.js';
import { planContract } from '../contracts/domain/planning.js';
import type { CatalogueEntry } from '../contracts/domain/catalogue-entry.js';
import type { ContractEvent } from '../contracts/domain/contract.events.js';
import { evolve } from '../contracts/domain/contract.evolve.js';
import type { ContractState, Need } from '../contracts/domain/contract.state.js';

const calendar = koreanCalendar(PolicyTable.defaults);

/** A moment of the story, `2025-10-10` or `2025-10-10T18:00`, in Seoul. */
export const at = (text: string): Moment =>
  momentAt(new Date(`${text.includes('T') ? text : `${text}T10:00`}:00+09:00`), PolicyTable.defaults, calendar);

export const buyer: Person = { kind: 'person', sub: 'buyer-1', org: '1000001', roles: ['INSTITUTION'] };
export const seller: Person = { kind: 'person', sub: 'seller-1', org: '1234567890', roles: ['SUPPLIER'] };
export const competitor: Person = { kind: 'person', sub: 'seller-2', org: '2222222222', roles: ['SUPPLIER'] };
const SYSTEM: Actor = { kind: 'system', sub: 'system:timers' };

export const need: Need = {
  projectName: '문서 자동화 도입',
  budgetAmount: 30_000_000,
  fundingSource: 'GENERAL',
  fiscalYear: 2025,
  sensitivity: 'LOW',
  networks: ['INTERNAL'],
  period: { from: '2025-10-20', to: '2026-10-19' },
  method: 'NEGOTIATED',
  route: 'SELF',
};

export const entry = (changed: Partial<ListingFacts> = {}, agreement = false): CatalogueEntry => ({
  listing: { ...sampleListing, ...changed },
  agreements: agreement ? [{ ...sampleAgreement, listingId: changed.listingId ?? sampleListing.listingId }] : [],
});

export const secondListing: Partial<ListingFacts> = {
  listingId: '018f6f2a-0000-7000-8000-00000000000b',
  listingNo: 'DS-2025-000063',
  supplier: { businessNumber: '2222222222', name: '제공기업 3', size: 'MID_SIZED' },
};

/** A contract that goes through its life: `given` what was decided, when, by whom. */
export class Life {
  state: ContractState;

  constructor(changed: Partial<Need> = {}, type: 'STATE' | 'LOCAL' | 'PUBLIC' = 'STATE', day = '2025-09-29') {
    const institution = { code: '1000001', name: '수요기관 1', type };
    const contractId = '018f6f2a-0000-7000-8000-000000000004';
    const events = planContract({ contractId, institution, need: { ...need, ...changed } }, at(day));
    this.state = fold(undefined, events, at(day), buyer);
  }

  /** Decides at that moment and takes the result in. */
  on(day: string, decide: (state: ContractState, moment: Moment) => readonly ContractEvent[], actor: Actor = SYSTEM) {
    const moment = at(day);
    const events = decide(this.state, moment);
    this.state = fold(this.state, events, moment, actor);
    return events;
  }
}

function fold(
  state: ContractState | undefined,
  events: readonly ContractEvent[],
  moment: Moment,
  actor: Actor,
): ContractState {
  return events.reduce<ContractState | undefined>(
    (now, event) => evolve(now, recorded(event, moment, actor)),
    state,
  ) as ContractState;
}

export const recorded = <E extends DomainEvent>(event: E, moment: Moment, actor: Actor): Recorded<E> => ({
  ...event,
  at: moment.at,
  actor,
});

export { SYSTEM };
