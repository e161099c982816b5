import type { Persona, View } from './api.js';
import { BY_CATALOG, NEGOTIATING, type Buyer } from './cast.js';
import { agreementStep, listingPath } from './listing.js';
import { supplierOf } from './reviewing.js';
import type { Stage, Step } from './stage.js';

/** One of the two contracts: who buys what from whom, and for how much. */
interface Deal {
  readonly method: 'NEGOTIATED' | 'CATALOG';
  readonly buyer: Buyer;
  /** The number of the supplier, from 1. */
  readonly n: number;
  readonly budget: number;
  /** Per month, VAT included, below the listed price. */
  readonly unitPrice: number;
  readonly period: { readonly from: string; readonly to: string };
}

const NEGOTIATED: Deal = {
  method: 'NEGOTIATED',
  buyer: NEGOTIATING,
  n: 2,
  budget: 60_000_000,
  unitPrice: 4_400_000,
  period: { from: '2025-10-20', to: '2026-10-19' },
};

const CATALOG: Deal = {
  method: 'CATALOG',
  buyer: BY_CATALOG,
  n: 4,
  budget: 40_000_000,
  unitPrice: 2_400_000,
  period: { from: '2025-10-21', to: '2026-10-20' },
};

const pathOf = (stage: Stage, { method }: Deal): string => `/v1/contracts/${stage.id(`contract:${method}`)}`;
const linesOf = ({ unitPrice }: Deal) => [{ priceCode: 'STD', quantity: 12, unitPrice, vatIncluded: true }];
const supplier = ({ n }: Deal): Persona => supplierOf(n).persona;

async function plan(stage: Stage, deal: Deal): Promise<void> {
  const { method, buyer, budget, period } = deal;
  const budgetPath = `/v1/institutions/${buyer.code}/budgets/2025`;
  await stage.as(buyer.persona).put('contracts', budgetPath, { amount: budget, fundingSource: 'GENERAL' });
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
  const body = { requestNo: 1, listingVersion: contentVersion, lines: linesOf(deal) };
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
    lines: linesOf(deal),
    period: deal.period,
    sla: '월 가용률 99.9 %, 미달 시 감액',
    billingModel: 'FLAT',
    endOfContractData: '계약 종료 전 데이터를 돌려주고, 종료 뒤 복구할 수 없게 지운다.',
    noBroker: true,
  };
  for (const party of [deal.buyer.persona, supplier(deal)])
    await stage.as(party).move('contracts', pathOf(stage, deal), '/terms', terms);
}

const draft = (stage: Stage, deal: Deal): Promise<View> =>
  stage.as(deal.buyer.persona).move('contracts', pathOf(stage, deal), '/draft', {
    deposit: { kind: 'DEPOSIT', amount: Math.ceil((deal.unitPrice * 12) / 10) },
  });

async function sign(stage: Stage, deal: Deal): Promise<void> {
  for (const party of [deal.buyer.persona, supplier(deal)])
    await stage.as(party).move('contracts', pathOf(stage, deal), '/signatures');
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

const step = (day: string, title: string, ...acts: ((stage: Stage) => Promise<unknown>)[]): Step => ({
  at: `2025-${day}T10:00:00+09:00`,
  title,
  play: async (stage) => {
    for (const act of acts) await act(stage);
  },
});

export const contracting: readonly Step[] = [
  step('09-29', 'negotiated: need and budget', (stage) => plan(stage, NEGOTIATED)),
  step(
    '09-30',
    'the agreement concluded; negotiated: quote asked (due 10-10); catalog: need and budget',
    agreementStep,
    (stage) => ask(stage, NEGOTIATED),
    (stage) => plan(stage, CATALOG),
  ),
  step('10-01', 'catalog: proposal asked (due 10-15)', (stage) => ask(stage, CATALOG)),
  step('10-10', 'negotiated: the quote arrives', (stage) => offer(stage, NEGOTIATED)),
  step('10-13', 'negotiated: supplier chosen with a reason', (stage) => choose(stage, NEGOTIATED)),
  step('10-14', 'catalog: the proposal arrives', (stage) => offer(stage, CATALOG)),
  step('10-15', 'negotiated: terms agreed by both', (stage) => agree(stage, NEGOTIATED)),
  step(
    '10-16',
    'negotiated: contract drafted with deposit; catalog: proposal evaluated and chosen',
    (stage) => draft(stage, NEGOTIATED),
    (stage) => evaluate(stage, CATALOG),
  ),
  step(
    '10-17',
    'negotiated: both sign; catalog: terms agreed',
    (stage) => sign(stage, NEGOTIATED),
    (stage) => agree(stage, CATALOG),
  ),
  step(
    '10-20',
    'negotiated: in use; catalog: drafted, ordered (납품요구) and confirmed',
    (stage) => started(stage, NEGOTIATED),
    (stage) => draft(stage, CATALOG),
    (stage) => sign(stage, CATALOG),
  ),
  step('10-21', 'catalog: in use', (stage) => started(stage, CATALOG)),
  step(
    '10-31',
    'both uses registered (due 11-10)',
    (stage) => register(stage, NEGOTIATED),
    (stage) => register(stage, CATALOG),
  ),
];
