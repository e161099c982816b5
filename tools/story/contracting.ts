import type { Persona, View } from './api.js';
import { BY_CATALOG, NEGOTIATING, type Buyer } from './cast.js';
import { agreementStep, listingPath } from './listing.js';
import { supplierOf } from './reviewing.js';
import type { Stage, Step } from './stage.js';

/** A line of an offer or of the terms, below the listed price. */
export interface Line {
  readonly priceCode: string;
  readonly quantity: number;
  readonly unitPrice: number;
  readonly vatIncluded: boolean;
}

/** One of the two contracts: who buys what from whom, and for how much. */
export interface Deal {
  readonly method: 'NEGOTIATED' | 'CATALOG';
  readonly buyer: Buyer;
  /** The number of the supplier, from 1. */
  readonly n: number;
  readonly budget: number;
  readonly lines: readonly Line[];
  /** How it is billed, where it is billed by use: flat and by the month unless said otherwise. */
  readonly byUse?: { readonly billingCycle: 'MONTHLY' | 'QUARTERLY'; readonly cap: number };
  readonly deposit: number;
  readonly period: { readonly from: string; readonly to: string };
}

/** Twelve months of the standard line at this price, VAT included. */
const aYear = (unitPrice: number) => ({
  lines: [{ priceCode: 'STD', quantity: 12, unitPrice, vatIncluded: true }],
  deposit: Math.ceil((unitPrice * 12) / 10),
});

const NEGOTIATED: Deal = {
  method: 'NEGOTIATED',
  buyer: NEGOTIATING,
  n: 2,
  budget: 60_000_000,
  ...aYear(4_400_000),
  period: { from: '2025-10-20', to: '2026-10-19' },
};

const CATALOG: Deal = {
  method: 'CATALOG',
  buyer: BY_CATALOG,
  n: 4,
  budget: 40_000_000,
  ...aYear(2_400_000),
  period: { from: '2025-10-21', to: '2026-10-20' },
};

export const pathOf = (stage: Stage, { method }: Deal): string => `/v1/contracts/${stage.id(`contract:${method}`)}`;
/** The budget that pays for a day of the contract. */
export const budgetPathOf = ({ buyer }: Deal, day: string): string =>
  `/v1/institutions/${buyer.code}/budgets/${day.slice(0, 4)}/GENERAL`;
export const supplier = ({ n }: Deal): Persona => supplierOf(n).persona;

async function plan(stage: Stage, deal: Deal): Promise<void> {
  const { method, buyer, budget, period } = deal;
  // The period crosses the year: each fiscal year pays its part.
  for (const day of [period.from, period.to])
    await stage.as(buyer.persona).put('contracts', budgetPathOf(deal, day), { amount: budget });
  const need = {
    projectName: `${supplierOf(deal.n).serviceName} 도입`,
    budgetAmount: budget,
    fundingSource: 'GENERAL',
    fiscalYear: 2025,
    sensitivity: 'LOW',
    networks: ['EXTERNAL'],
    period,
    method,
    route: method === 'CATALOG' ? 'CENTRAL' : 'SELF',
  };
  stage.keep(`contract:${method}`, await stage.as(buyer.persona).post('contracts', '/v1/contracts', need));
}

async function ask(stage: Stage, deal: Deal): Promise<void> {
  const act = deal.method === 'CATALOG' ? '/proposal-requests' : '/quote-requests';
  await stage
    .as(deal.buyer.persona)
    .move('contracts', pathOf(stage, deal), act, { listingIds: [stage.id(`listing:${deal.n}`)] });
}

async function offer(stage: Stage, deal: Deal): Promise<void> {
  const { contentVersion } = await stage.as(supplier(deal)).get('catalog', listingPath(stage, deal.n));
  const act = deal.method === 'CATALOG' ? '/proposals' : '/quotes';
  const body = { requestNo: 1, listingVersion: contentVersion, lines: deal.lines };
  await stage.as(supplier(deal)).post('contracts', `${pathOf(stage, deal)}${act}`, body);
}

const choose = (stage: Stage, deal: Deal): Promise<View> =>
  stage.as(deal.buyer.persona).move('contracts', pathOf(stage, deal), '/supplier-choice', {
    requestNo: 1,
    reason: '요구 기능과 가격이 가장 알맞다.',
  });

const evaluate = (stage: Stage, deal: Deal): Promise<View> =>
  stage.as(deal.buyer.persona).move('contracts', pathOf(stage, deal), '/evaluation', {
    evaluations: [{ requestNo: 1, score: 92.5, reason: '제안 내용이 충실하다.' }],
    requestNo: 1,
    reason: '협약 보유 기업의 제안을 평가하여 정하였다.',
  });

async function agree(stage: Stage, deal: Deal): Promise<void> {
  const terms = {
    lines: deal.lines,
    period: deal.period,
    sla: '월 가용률 99.9 %, 미달 시 감액',
    ...(deal.byUse === undefined ? { billingModel: 'FLAT' } : { billingModel: 'USAGE', ...deal.byUse }),
    endOfContractData: '계약 종료 전 데이터를 돌려주고, 종료 뒤 복구할 수 없게 지운다.',
    noBroker: true,
  };
  for (const party of [deal.buyer.persona, supplier(deal)])
    await stage.as(party).move('contracts', pathOf(stage, deal), '/terms', terms);
}

const draft = (stage: Stage, deal: Deal): Promise<View> =>
  stage.as(deal.buyer.persona).move('contracts', pathOf(stage, deal), '/draft', {
    deposit: { kind: 'DEPOSIT', amount: deal.deposit },
  });

async function sign(stage: Stage, deal: Deal): Promise<void> {
  const path = pathOf(stage, deal);
  for (const party of [deal.buyer.persona, supplier(deal)]) {
    const signature = await stage.signature(party, 'contracts', `${path}/document`);
    await stage.as(party).move('contracts', path, '/signatures', signature);
  }
}

const register = (stage: Stage, deal: Deal): Promise<View> =>
  stage.as(deal.buyer.persona).move('contracts', pathOf(stage, deal), '/usage-registration', {
    projectName: `${supplierOf(deal.n).serviceName} 도입`,
    actualUser: deal.buyer.name,
  });

const started = (stage: Stage, deal: Deal): Promise<View> =>
  stage.seen(
    deal.buyer.persona,
    'contracts',
    pathOf(stage, deal),
    `${deal.method} contract started`,
    (view) => view['status'] === 'ACTIVE',
  );

/** A day of the story, at ten in the morning. */
export const day = (on: string, title: string, ...acts: ((stage: Stage) => Promise<unknown>)[]): Step => ({
  at: `${on}T10:00:00+09:00`,
  title,
  play: async (stage) => {
    for (const act of acts) await act(stage);
  },
});

/** From the need of each to the registration of its use, in the autumn of 2025. */
export const concluding = (negotiated: Deal, byCatalog: Deal): readonly Step[] => [
  day('2025-09-29', 'negotiated: need and budget', (stage) => plan(stage, negotiated)),
  day(
    '2025-09-30',
    'the agreement concluded; negotiated: quote asked (due 10-10); catalog: need and budget',
    agreementStep,
    (stage) => ask(stage, negotiated),
    (stage) => plan(stage, byCatalog),
  ),
  day('2025-10-01', 'catalog: proposal asked (due 10-15)', (stage) => ask(stage, byCatalog)),
  day('2025-10-10', 'negotiated: the quote arrives', (stage) => offer(stage, negotiated)),
  day('2025-10-13', 'negotiated: supplier chosen with a reason', (stage) => choose(stage, negotiated)),
  day('2025-10-14', 'catalog: the proposal arrives', (stage) => offer(stage, byCatalog)),
  day('2025-10-15', 'negotiated: terms agreed by both', (stage) => agree(stage, negotiated)),
  day(
    '2025-10-16',
    'negotiated: contract drafted with deposit; catalog: proposal evaluated and chosen',
    (stage) => draft(stage, negotiated),
    (stage) => evaluate(stage, byCatalog),
  ),
  day(
    '2025-10-17',
    'negotiated: both sign; catalog: terms agreed',
    (stage) => sign(stage, negotiated),
    (stage) => agree(stage, byCatalog),
  ),
  day(
    '2025-10-20',
    'negotiated: in use; catalog: drafted, ordered (납품요구) and confirmed',
    (stage) => started(stage, negotiated),
    (stage) => draft(stage, byCatalog),
    (stage) => sign(stage, byCatalog),
  ),
  day('2025-10-21', 'catalog: in use', (stage) => started(stage, byCatalog)),
  day(
    '2025-10-31',
    'both uses registered (due 11-10)',
    (stage) => register(stage, negotiated),
    (stage) => register(stage, byCatalog),
  ),
];

export const contracting: readonly Step[] = concluding(NEGOTIATED, CATALOG);
