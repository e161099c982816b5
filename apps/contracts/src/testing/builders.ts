import type { DomainEvent, Recorded } from '#common/aggregates/aggregate-type.js';
import { sampleAgreement } from '#common/events/definitions/agreement-facts.js';
import { sampleListing, type ListingFacts } from '#common/events/definitions/listing-facts.js';
import type { Actor, Person } from '#common/kernel/actor.js';
import { momentAt, type Moment } from '#common/kernel/clock.js';
import { koreanCalendar } from '#common/kernel/holidays.js';
import { PolicyTable } from '#common/kernel/policy.js';
import { submitQuote } from '../contracts/domain/answering.js';
import { chooseSupplier } from '../contracts/domain/choosing.js';
import { planContract } from '../contracts/domain/planning.js';
import type { CatalogEntry } from '../contracts/domain/catalog-entry.js';
import type { ContractEvent } from '../contracts/domain/contract.events.js';
import { evolve } from '../contracts/domain/contract.evolve.js';
import { requestQuotes } from '../contracts/domain/requesting.js';
import { signContract } from '../contracts/domain/signing.js';
import { agreeTerms, draftContract } from '../contracts/domain/terms.js';
import type { ContractState, Need } from '../contracts/domain/contract.state.js';

const calendar = koreanCalendar(PolicyTable.defaults);

/** A moment of the story, `2025-10-10` or `2025-10-10T18:00`, in Seoul. */
export const at = (text: string): Moment =>
  momentAt(new Date(`${text.includes('T') ? text : `${text}T10:00`}:00+09:00`), PolicyTable.defaults, calendar);

export const buyer: Person = { kind: 'person', sub: 'buyer-1', org: '1000001', roles: ['INSTITUTION'] };
export const seller: Person = { kind: 'person', sub: 'seller-1', org: '1234567890', roles: ['SUPPLIER'] };
export const competitor: Person = { kind: 'person', sub: 'seller-2', org: '2222222222', roles: ['SUPPLIER'] };
export const SYSTEM: Actor = { kind: 'system', sub: 'system:timers' };

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

export const entry = (changed: Partial<ListingFacts> = {}, agreement = false): CatalogEntry => ({
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
  /** Everything decided so far, as a store would be told it. */
  readonly decided: { readonly events: readonly ContractEvent[]; readonly moment: Moment; readonly actor: Actor }[] =
    [];

  constructor(
    changed: Partial<Need> = {},
    type: 'STATE' | 'LOCAL' | 'PUBLIC' = 'STATE',
    day = '2025-09-29',
    contractId = '018f6f2a-0000-7000-8000-000000000004',
  ) {
    const institution = { code: '1000001', name: '수요기관 1', type };
    const events = planContract({ contractId, institution, need: { ...need, ...changed } }, at(day));
    this.state = fold(undefined, events, at(day), buyer);
    this.decided.push({ events, moment: at(day), actor: buyer });
  }

  /** Decides at that moment and takes the result in. */
  on(day: string, decide: (state: ContractState, moment: Moment) => readonly ContractEvent[], actor: Actor = SYSTEM) {
    const moment = at(day);
    const events = decide(this.state, moment);
    this.state = fold(this.state, events, moment, actor);
    this.decided.push({ events, moment, actor });
    return events;
  }
}

export function fold(
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

/** What happened to a contract of 10.8 M won that only waits for the supplier's signature. */
export function readyToConclude(contractId: string): Life['decided'] {
  const life = new Life({}, 'STATE', '2025-09-29', contractId);
  const lines = [{ priceCode: 'STD', quantity: 12, unitPrice: 900_000, vatIncluded: true }];
  const offer = { supplier: seller, requestNo: 1, listingVersion: 1, lines, entry: entry() };
  life.on('2025-09-30', (s, m) => requestQuotes(s, { entries: [entry()] }, m), buyer);
  life.on('2025-10-10', (s, m) => submitQuote(s, offer, m), seller);
  life.on('2025-10-13', (s, m) => chooseSupplier(s, { requestNo: 1, reason: '적합' }, m), buyer);
  const terms = {
    lines,
    period: need.period,
    sla: '월 가용률 99.9 %',
    billingModel: 'FLAT' as const,
    endOfContractData: '30일 안에 돌려주고 지운다.',
    noBroker: true,
  };
  life.on('2025-10-15', (s, m) => agreeTerms(s, { ...terms, party: 'SUPPLIER' }, m), seller);
  life.on('2025-10-15', (s, m) => agreeTerms(s, { ...terms, party: 'INSTITUTION' }, m), buyer);
  const deposit = { kind: 'DEPOSIT', amount: 1_080_000 } as const;
  life.on('2025-10-16', (s, m) => draftContract(s, { deposit, routeWarningAcknowledged: false }, m), buyer);
  life.on('2025-10-17', (s, m) => signContract(s, { party: 'INSTITUTION', entry: entry() }, m), buyer);
  return life.decided;
}
