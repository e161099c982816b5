import type { Persona, View } from './api.js';
import { officer } from './cast.js';
import { budgetPathOf, concluding, day, pathOf, supplier } from './contracting.js';
import { CATALOG_LIFE, NEGOTIATED_LIFE, type LifeOf, type Performed } from './life.js';
import { listingPath } from './listing.js';
import { supplierOf } from './reviewing.js';
import type { Stage, Step } from './stage.js';

/** A contract with what the parties see of its performance. */
interface Contract extends View {
  readonly performance: {
    readonly statements: readonly { readonly n: number; readonly amount: number }[];
    readonly claims: readonly {
      readonly n: number;
      readonly payable: number;
      readonly statements: readonly number[];
    }[];
  };
}

type Act = (stage: Stage) => Promise<unknown>;

/** Another person of the institution inspects: not the one who accepts the figures (§11.4). */
const inspector = ({ deal: { buyer } }: LifeOf): Persona => ({
  ...buyer.persona,
  sub: `inspector-${buyer.code}`,
  name: `${buyer.name} 검사담당`,
});

const seen = async (stage: Stage, { deal }: LifeOf): Promise<Contract> =>
  (await stage.as(deal.buyer.persona).get('contracts', pathOf(stage, deal))) as Contract;

const numberOf = ({ performed }: LifeOf, one: Performed): number => performed.indexOf(one) + 1;

/** The supplier states a period; the institution accepts its figures, and another of its people inspects. */
async function state(stage: Stage, life: LifeOf, one: Performed): Promise<void> {
  const { deal } = life;
  const path = pathOf(stage, deal);
  const n = numberOf(life, one);
  const lines = one.documents === undefined ? [] : [{ priceCode: 'DOC', quantity: one.documents }];
  const period = { from: one.from, to: one.to };
  const statement = { period, availability: one.availability, ...(lines.length > 0 && { lines }) };
  await stage.as(supplier(deal)).move('contracts', path, '/statements', statement);
  await stage.as(deal.buyer.persona).move('contracts', path, `/statements/${n}/acceptance`, {});
  const inspection = { statementNo: n, result: 'PASSED' };
  await stage.as(inspector(life)).move('contracts', path, '/inspections', inspection);
}

async function claim(stage: Stage, life: LifeOf, one: Performed): Promise<void> {
  const { deal } = life;
  const n = numberOf(life, one);
  const { performance } = await seen(stage, life);
  const amount = performance.statements.find((statement) => statement.n === n)?.amount;
  const body = { statements: [n], amount, invoiceNo: `${one.claimedOn}-${deal.n}` };
  await stage.as(supplier(deal)).move('contracts', pathOf(stage, deal), '/claims', body);
}

/** Of each claim the number: they are made in the order of their days. */
const claimNo = (contract: Contract, n: number): number =>
  contract.performance.claims.find(({ statements }) => statements.includes(n))?.n ?? 0;

async function pay(stage: Stage, life: LifeOf, one: Performed): Promise<void> {
  const { deal } = life;
  const contract = await seen(stage, life);
  const no = claimNo(contract, numberOf(life, one));
  const amount = contract.performance.claims.find(({ n }) => n === no)?.payable;
  const body = { amount, paidOn: one.paidOn, reference: `${one.paidOn}-${no}` };
  await stage.as(deal.buyer.persona).move('contracts', pathOf(stage, deal), `/claims/${no}/payment`, body);
}

async function giveBack(stage: Stage, life: LifeOf, one: Performed): Promise<void> {
  const { deal } = life;
  const no = claimNo(await seen(stage, life), numberOf(life, one));
  const body = { reason: '세금계산서의 등록번호가 다르다.' };
  await stage.as(deal.buyer.persona).move('contracts', pathOf(stage, deal), `/claims/${no}/return`, body);
}

async function claimAgain(stage: Stage, life: LifeOf, one: Performed): Promise<void> {
  const { deal } = life;
  const no = claimNo(await seen(stage, life), numberOf(life, one));
  const body = { invoiceNo: `${one.returned?.againOn}-${deal.n}` };
  await stage.as(supplier(deal)).move('contracts', pathOf(stage, deal), `/claims/${no}/correction`, body);
}

/** The institution sets the money aside and proposes; both sign. */
async function amend(stage: Stage, life: LifeOf, reason: string): Promise<void> {
  const { deal, amended } = life;
  const { buyer } = deal;
  const { lines, until, cap, budget } = amended;
  await stage.as(buyer.persona).move('contracts', budgetPathOf(deal, until), '', { amount: budget }, 'PUT');
  const path = pathOf(stage, deal);
  const proposal = { lines, until, ...(cap !== undefined && { cap }), reason };
  await stage.as(buyer.persona).move('contracts', path, '/amendments', proposal);
  for (const party of [buyer.persona, supplier(deal)])
    await stage.as(party).move('contracts', path, '/amendments/1/signatures');
}

/** Three and a half hours in the night (Act decree Art. 16). */
const OUTAGE = {
  class: 'OUTAGE',
  intervals: [{ from: '2026-03-10T02:00:00+09:00', to: '2026-03-10T05:30:00+09:00' }],
  what: '모든 이용자가 서비스에 접속하지 못하였다.',
  cause: '저장 장치의 장애',
  measures: '예비 장치로 전환하였다.',
  advice: '다시 접속한다. 저장하지 않은 작업은 다시 한다.',
  desk: { unit: '고객지원센터', number: '02-1234-5678' },
};

const report = (stage: Stage, { deal }: LifeOf): Promise<View> =>
  stage.as(supplier(deal)).post('contracts', `${pathOf(stage, deal)}/incidents`, OUTAGE);

/** The catalog asks NIA whether the listing is to be suspended, and NIA answers why not. */
async function closeReview(stage: Stage, { deal }: LifeOf): Promise<void> {
  const listing = listingPath(stage, deal.n);
  await stage.seen(officer, 'catalog', listing, 'the suspension review', ({ deadlines }) =>
    (deadlines as readonly { readonly key: string }[]).some(({ key }) => key === 'SUSPENSION_REVIEW'),
  );
  const body = { reason: '원인을 없앴고 다시 일어나지 않게 하였다.' };
  await stage.as(officer).move('catalog', listing, '/suspension-review/closure', body);
}

async function correct(stage: Stage, { deal }: LifeOf): Promise<void> {
  const body = {
    projectName: `${supplierOf(deal.n).serviceName} 도입`,
    actualUser: deal.buyer.name,
    reason: '계약 변경으로 기간과 금액이 바뀌었다.',
  };
  await stage.as(deal.buyer.persona).move('contracts', pathOf(stage, deal), '/usage-corrections', body);
}

/** Thirty days before the last day at the latest (Act decree Art. 19(1)). */
const giveNotice = (stage: Stage, { deal }: LifeOf): Promise<View> =>
  stage.as(supplier(deal)).move('contracts', pathOf(stage, deal), '/end-notice', {
    retrieval: '종료일까지 관리 화면에서 표준 형식으로 내려받는다. 돌려받지 않은 데이터는 지운다.',
    desk: OUTAGE.desk,
  });

const takeDataBack = (stage: Stage, { deal }: LifeOf): Promise<View> =>
  stage.as(deal.buyer.persona).move('contracts', pathOf(stage, deal), '/data-return', {
    outcome: 'RETURNED',
    note: '표준 형식의 파일로 돌려받았다.',
  });

const destroyData = (stage: Stage, { deal }: LifeOf): Promise<View> =>
  stage.as(supplier(deal)).move('contracts', pathOf(stage, deal), '/data-destruction', {
    note: '암호화 열쇠와 사본을 모두 지웠다.',
  });

const complete = (stage: Stage, life: LifeOf): Promise<View> =>
  stage.as(life.deal.buyer.persona).move('contracts', pathOf(stage, life.deal), '/completion', {
    inspectedOn: life.performed.at(-1)?.statedOn,
  });

const won = (amount: number): string => amount.toLocaleString('ko-KR');

interface Planned {
  readonly on: string;
  readonly title: string;
  readonly act: Act;
}

/** What happens on which day to one contract: its periods, what the story adds, and its end. */
function daysOf(life: LifeOf, ko: string, en: string, more: readonly Planned[]): readonly Planned[] {
  const named = (on: string, [what, inEnglish]: readonly [string, string], act: Act): Planned => ({
    on,
    title: `${ko}: ${what} · ${en}: ${inEnglish}`,
    act,
  });
  const periods = life.performed.flatMap((one) => {
    const n = numberOf(life, one);
    const { statedOn, claimedOn, paidOn, returned } = one;
    return [
      named(statedOn, [`제${n}회 내역서·검사`, `statement ${n}, inspected`], (stage) => state(stage, life, one)),
      named(claimedOn, [`제${n}회 대가 청구`, `claim for statement ${n}`], (stage) => claim(stage, life, one)),
      ...(returned === undefined
        ? []
        : [
            named(returned.on, ['청구서 반려', 'claim returned'], (stage) => giveBack(stage, life, one)),
            named(returned.againOn, ['다시 청구', 'claimed again'], (stage) => claimAgain(stage, life, one)),
          ]),
      named(paidOn, [`제${n}회 대가 지급`, `statement ${n} paid`], (stage) => pay(stage, life, one)),
    ];
  });
  const { noticedOn, returnedOn, destroyedOn } = life.ending;
  return [
    ...periods,
    ...more,
    named(noticedOn, ['이용 종료 통지', 'notice that the use ends'], (stage) => giveNotice(stage, life)),
    named(returnedOn, ['데이터를 돌려받음', 'data returned'], (stage) => takeDataBack(stage, life)),
    named(destroyedOn, ['데이터 파기', 'data destroyed'], (stage) => destroyData(stage, life)),
    named(life.completedOn, ['이행 완료', 'completed'], (stage) => complete(stage, life)),
  ];
}

const negotiated = daysOf(NEGOTIATED_LIFE, '수의계약', 'negotiated', [
  {
    on: '2026-03-10',
    title: '수의계약: 3시간 30분 장애 신고 · negotiated: an outage of 3.5 hours reported',
    act: (stage) => report(stage, NEGOTIATED_LIFE),
  },
  {
    on: '2026-03-11',
    title: '담당관이 등록 정지를 검토하여 마침 · NIA looks whether to suspend the listing, and does not',
    act: (stage) => closeReview(stage, NEGOTIATED_LIFE),
  },
  {
    on: NEGOTIATED_LIFE.amended.on,
    title: '수의계약: 한 달 연장과 확장형 추가, 양쪽 서명 · negotiated: amended, a month and a line more, both sign',
    act: (stage) => amend(stage, NEGOTIATED_LIFE, '이용 부서가 늘었다.'),
  },
  {
    on: '2026-03-30',
    title: '수의계약: 이용 내역 정정 · negotiated: registration corrected',
    act: (stage) => correct(stage, NEGOTIATED_LIFE),
  },
]);

const byCatalog = daysOf(CATALOG_LIFE, '카탈로그 계약', 'catalog', [
  {
    on: CATALOG_LIFE.amended.on,
    title: `카탈로그 계약: 한도의 90 % 경보 뒤 한도를 ${won(CATALOG_LIFE.amended.cap ?? 0)}원으로 올림 · catalog: after the alert at 90 % of its cap, a higher one`,
    act: (stage) => amend(stage, CATALOG_LIFE, '이용량이 예상보다 많다.'),
  },
]);

/** All that happens on a day is one step, in the order of the plan. */
function byDay(planned: readonly Planned[]): readonly Step[] {
  const days = [...new Set(planned.map(({ on }) => on))].toSorted();
  return days.map((on) => {
    const ofDay = planned.filter((one) => one.on === on);
    return day(on, ofDay.map(({ title }) => title).join('; '), ...ofDay.map(({ act }) => act));
  });
}

/** Both contracts from the need to the completion, over fourteen months. */
export const living: readonly Step[] = [
  ...concluding(NEGOTIATED_LIFE.deal, CATALOG_LIFE.deal),
  ...byDay([...negotiated, ...byCatalog]),
];
