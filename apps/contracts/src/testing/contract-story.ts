import type { Person } from '#common/kernel/actor.js';
import { addDays } from '#common/kernel/day.js';
import { personas, supplierOf } from '#testing/personas.js';
import type { Answer } from '#testing/service-client.js';
import { sampleListing } from '#common/events/definitions/listing-facts.js';
import type { ConsortiumInput } from '../contracts/domain/forming-consortia.js';
import type { ContractsUnderTest } from './contracts-under-test.js';

/** The shape the specs read answers by. */
export interface View {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly institution?: { code: string };
  readonly code: string;
  readonly detail: string;
  readonly type: string;
  readonly items: View[];
  readonly need?: { budgetAmount: number };
  readonly requested?: object;
  readonly requests: { n: number; answer: string; due: { dueAt: string }; offer?: { amount: number } }[];
  readonly choice?: object;
  readonly stated?: object;
  readonly terms?: { amount: number; years: { fiscalYear: number; amount: number }[] };
  readonly signatures?: { act: string; party: string; member?: string }[];
  readonly consortium?: { manner: string; members: { amount: number }[] };
  readonly concluded?: {
    contractNo: string;
    startsOn: string;
    amount: number;
    lines?: unknown[];
    legalBasis: string;
    institution: { code: string };
    jointContract?: { suppliers: { businessNumber: string; amount: number }[] };
  };
  readonly leadTime?: object;
  readonly registration?: { status: string; overdue: boolean };
  readonly amendments?: { n: number; status: string; amount: number }[];
  readonly cumulativeChange?: object;
  readonly terminationReview?: object;
  readonly successor?: object;
  readonly termination?: object;
  readonly ended?: object;
  readonly deadlines: { key: string; dueAt: string; overdue: boolean }[];
  readonly errors: { pointer: string; code: string }[];
  readonly amount: number;
  readonly available: number;
  readonly reserved: number;
  readonly committed: number;
}

/** A listing of the supplier, without an agreement. */
export const LISTING = sampleListing.listingId;
/** A listing of the competitor, under a catalog agreement. */
export const SECOND = '018f6f2a-0000-7000-8000-00000000000b';

/** An answer that has to be a success. @throws Error with the refusal */
export function done(answer: Answer<View>): View {
  if (answer.status >= 300) throw new Error(`${answer.outcome}: ${JSON.stringify(answer.body)}`);
  return answer.view;
}

export const line = (changed = {}) => ({
  priceCode: 'STD',
  quantity: 12,
  unitPrice: 900_000,
  vatIncluded: true,
  ...changed,
});

/** A quote or a proposal of 10.8 M won on the first request. */
export const quote = (changed = {}) => ({ requestNo: 1, listingVersion: 1, lines: [line()], ...changed });

/** The least deposit on 10.8 M won. */
export const deposit = { deposit: { kind: 'DEPOSIT', amount: 1_080_000 } };

/** From its plan to the first day of its period. */
export const DAYS_TO_START = 21;

/** How far a contract has come; from `QUOTED` on its answers are closed before the next step. */
export const STAGES = [
  'PLANNED',
  'QUOTING',
  'QUOTED',
  'NEGOTIATING',
  'DRAFTED',
  'SIGNING',
  'HALF_SIGNED',
  'CONCLUDED',
] as const;
export type Stage = (typeof STAGES)[number];

export interface StoryOptions {
  readonly method: 'NEGOTIATED' | 'CATALOG';
  readonly listingIds: readonly string[];
  readonly projectName: string;
  /** The contract that it follows. */
  readonly successorOf: string;
  /** What its terms have that differs. */
  readonly terms: object;
  /** Who performs it together with the supplier. */
  readonly consortium: ConsortiumInput;
}

/** One contract, brought from stage to stage by the shortest way; it starts three weeks after its plan. */
export class ContractStory {
  /** The supplier that is chosen. */
  readonly supplier: Person;
  /** Those who perform it with the supplier. */
  readonly members: readonly Person[];
  private id = '';
  private reached = -1;
  private period = { from: '', to: '' };
  private readonly method: StoryOptions['method'];
  readonly listingIds: readonly string[];
  private readonly projectName: string;
  private readonly successorOf: string | undefined;
  private readonly deviating: object;
  private readonly consortium: ConsortiumInput | undefined;

  constructor(
    private readonly under: ContractsUnderTest,
    readonly buyer: Person,
    {
      method = 'NEGOTIATED',
      listingIds,
      projectName = '문서 자동화 도입',
      successorOf,
      terms = {},
      consortium,
    }: Partial<StoryOptions>,
  ) {
    this.method = method;
    this.projectName = projectName;
    this.successorOf = successorOf;
    this.deviating = terms;
    this.consortium = consortium;
    this.members = consortium?.members.map(({ businessNumber }) => supplierOf(businessNumber)) ?? [];
    this.listingIds = listingIds ?? [method === 'CATALOG' ? SECOND : LISTING];
    this.supplier = method === 'CATALOG' ? personas.competitor : personas.supplier;
  }

  get contractId(): string {
    return this.id;
  }

  get path(): string {
    return `/v1/contracts/${this.id}`;
  }

  get isCatalog(): boolean {
    return this.method === 'CATALOG';
  }

  /** The need, as its buyer registers it now. */
  plan(changed = {}) {
    const { today } = this.under;
    const from = addDays(today, DAYS_TO_START);
    return {
      projectName: this.projectName,
      budgetAmount: 30_000_000,
      fundingSource: 'BID_SAVINGS',
      fiscalYear: Number(from.slice(0, 4)),
      sensitivity: 'MEDIUM',
      networks: ['INTERNAL'],
      period: { from, to: addDays(today, DAYS_TO_START + 364) },
      method: this.method,
      route: this.isCatalog ? 'CENTRAL' : 'SELF',
      ...(this.successorOf !== undefined && { successorOf: this.successorOf }),
      ...changed,
    };
  }

  /** Its first fiscal year, which pays all of it unless its terms deviate. */
  get fiscalYear(): number {
    return Number(this.period.from.slice(0, 4));
  }

  /** Terms both parties could agree on. */
  terms(changed = {}) {
    return {
      lines: [line()],
      period: this.period,
      sla: '월 가용률 99.9 %',
      billingModel: 'FLAT',
      endOfContractData: '30일 안에 돌려주고 지운다.',
      noBroker: true,
      years: [{ fiscalYear: this.fiscalYear, amount: 10_800_000 }],
      ...this.deviating,
      ...changed,
    };
  }

  /** As this reader sees it, the buyer unless said otherwise; the public with `undefined`. */
  async seenBy(reader: Person | undefined = this.buyer): Promise<View> {
    return (await this.under.as(reader).get(this.path)).view;
  }

  async seenByPublic(): Promise<View> {
    return (await this.under.as().get(this.path)).view;
  }

  /** A transition on the version this person has just read: `('supplier-choice', { … })`. */
  act(person: Person, noun: string, body?: unknown): Promise<Answer<View>> {
    return this.under.as(person).move(this.path, `/${noun}`, body);
  }

  /** Brings it to that stage from where it is. */
  async to(stage: Stage): Promise<this> {
    for (const next of STAGES.slice(this.reached + 1, STAGES.indexOf(stage) + 1)) {
      await this.step(next);
      this.reached++;
    }
    return this;
  }

  /** The same, at 10:00 in Seoul on that day: `2025-09-19`. */
  async on(day: string, stage: Stage): Promise<this> {
    await this.under.clock(`${day} 10:00`);
    return this.to(stage);
  }

  private async step(stage: Stage): Promise<void> {
    const { buyer, supplier, isCatalog } = this;
    switch (stage) {
      case 'PLANNED': {
        const plan = this.plan();
        this.period = plan.period;
        this.id = done(await this.under.as(buyer).post('/v1/contracts', plan)).id;
        return;
      }
      case 'QUOTING':
        done(
          await this.act(buyer, isCatalog ? 'proposal-requests' : 'quote-requests', { listingIds: this.listingIds }),
        );
        return;
      case 'QUOTED':
        done(await this.under.as(supplier).post(`${this.path}/${isCatalog ? 'proposals' : 'quotes'}`, this.quote()));
        return;
      case 'NEGOTIATING':
        return this.choose();
      case 'DRAFTED':
        done(await this.act(buyer, 'terms', this.terms()));
        done(await this.act(supplier, 'terms', this.terms()));
        return;
      case 'SIGNING':
        done(await this.act(buyer, 'draft', deposit));
        return;
      case 'HALF_SIGNED':
        done(await this.act(buyer, 'signatures'));
        return;
      case 'CONCLUDED':
        for (const one of [supplier, ...this.members]) done(await this.act(one, 'signatures'));
    }
  }

  /** With its consortium, where it has one. */
  quote(changed = {}) {
    return quote({ ...(this.consortium !== undefined && { consortium: this.consortium }), ...changed });
  }

  private async choose(): Promise<void> {
    const { requests } = await this.seenBy();
    for (const { due } of requests) await this.under.notBefore(due.dueAt);
    const choice = { requestNo: 1, reason: '적합' };
    const evaluations = [{ requestNo: 1, score: 92.5, reason: '요구를 채운다' }];
    const comparison = this.listingIds.length > 1 && {
      comparisonId: await this.under.compared(this.buyer, this.listingIds),
    };
    done(
      this.isCatalog
        ? await this.act(this.buyer, 'evaluation', { ...choice, evaluations })
        : await this.act(this.buyer, 'supplier-choice', { ...choice, ...comparison }),
    );
  }
}
