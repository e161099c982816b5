import { METHOD_WORDS, ROUTE_WORDS } from '#common/kernel/code-words.js';
import { own } from '#common/kernel/own.js';
import { lineAmount } from '#common/kernel/money.js';
import { withParticle } from '#common/kernel/particles.js';
import { grouped, koreanDay, koreanWon, type Block, type Paper } from '#common/papers/paper.js';
import { partsOf } from './domain/consortium.rules.js';
import type { Consortium } from './domain/consortium.state.js';
import { chosenOf, isByUse, isEstimated } from './domain/contract.rules.js';
import type { ContractState, Deposit, Invitation, Terms } from './domain/contract.state.js';
import { isUnitPrice, largestOrderOf } from './domain/price-form.rules.js';

/** What the contract document says: as it was when the contract was drawn up, whatever was amended later. */
export interface ContractPaperFacts {
  readonly contract: Pick<ContractState, 'contractId' | 'institution' | 'need' | 'legalBasis'>;
  readonly chosen: Invitation;
  readonly terms: Terms;
  readonly deposit: Deposit;
  readonly madeAt: Date;
}

const BILLING = { FLAT: '정액제', USAGE: '종량제' } as const;
const CYCLES = { MONTHLY: '매월', QUARTERLY: '분기마다' } as const;
const MANNERS = { JOINT: '공동이행방식', DIVIDED: '분담이행방식' } as const;
const GROUNDS = { SMALL_AMOUNT: '소액', LEGAL_EXEMPTION: '법령에 따른 면제' } as const;

/** The template (계약서 서식) of the contracts that are drawn up now. An older one stays, for what was made by it. */
export const CONTRACT_TEMPLATE = '2026-1';

const TEMPLATES: Readonly<Record<string, (facts: ContractPaperFacts) => Paper>> = { [CONTRACT_TEMPLATE]: first };

/**
 * The contract document (계약서) by a version of its template.
 * @throws Error when there is no such version
 */
export function contractPaper(facts: ContractPaperFacts, template = CONTRACT_TEMPLATE): Paper {
  const make = own(TEMPLATES, template);
  if (make === undefined) throw new Error(`There is no template ${template} of the contract document.`);
  return make(facts);
}

/** The facts of a document that was made; undefined before the draft. */
export function paperFactsOf(state: ContractState): ContractPaperFacts | undefined {
  const { document, deposit } = state;
  const chosen = chosenOf(state);
  if (document === undefined || deposit === undefined || chosen === undefined) return undefined;
  return { contract: state, chosen, terms: document.terms, deposit, madeAt: new Date(document.madeAt) };
}

function first(facts: ContractPaperFacts): Paper {
  const { contract, madeAt } = facts;
  return {
    title: '디지털서비스 이용계약서',
    foot: `관리번호 ${contract.contractId}`,
    madeAt,
    blocks: [parties(facts), ...articles(facts)],
  };
}

function parties({ contract, chosen, terms }: ContractPaperFacts): Block {
  const { institution, need, legalBasis } = contract;
  const { listing } = chosen;
  return {
    kind: 'facts',
    rows: [
      ['사업명', need.projectName],
      ['수요기관', `${institution.name} (기관코드 ${institution.code})`],
      ...suppliers(chosen),
      ['서비스', `${listing.serviceName} (등록번호 ${listing.listingNo}, 제${listing.version}판)`],
      ['계약방법', `${METHOD_WORDS[need.method].ko}, ${ROUTE_WORDS[need.route].ko}`],
      ...(legalBasis === undefined ? [] : ([['근거', legalBasis]] as const)),
      ...(listing.agreementNo === undefined ? [] : ([['카탈로그계약 번호', listing.agreementNo]] as const)),
      ['이용기간', `${koreanDay(terms.period.from)}부터 ${koreanDay(terms.period.to)}까지`],
      ['계약금액', `금 ${koreanWon(terms.amount)} (부가가치세 포함)`],
    ],
  };
}

/** Of a joint contract each member with its share: the supplier that offered represents them. */
function suppliers({ supplier, offer }: Invitation): readonly (readonly [string, string])[] {
  const named = ({ name, businessNumber: digits }: Invitation['supplier']): string =>
    `${name} (사업자등록번호 ${businessNumber(digits)})`;
  if (offer?.consortium === undefined) return [['제공기업', named(supplier)]];
  const [, ...further] = offer.consortium.members;
  return [
    ['공동수급체 대표자', named(supplier)],
    ...further.map((member) => ['공동수급체 구성원', named(member.supplier)] as const),
    ['공동계약의 이행방식', MANNERS[offer.consortium.manner]],
  ];
}

function articles(facts: ContractPaperFacts): readonly Block[] {
  const { contract, chosen, terms, deposit } = facts;
  const institution = withParticle(contract.institution.name, '은/는');
  const supplier = withParticle(chosen.supplier.name, '은/는');
  const service = withParticle(chosen.listing.serviceName, '을/를');
  const texts: readonly Article[] = [
    [
      '목적',
      said(`${supplier} 「${contract.need.projectName}」에 ${service} 제공하고, ${institution} 그 대가를 지급한다.`),
    ],
    ['계약내역', lines(terms), said(`부가가치세를 포함한 합계는 금 ${koreanWon(terms.amount)}이다.`)],
    ['대금', ...payment(terms)],
    ...joint(chosen.offer?.consortium, terms),
    ['서비스 수준', said(terms.sla)],
    ['계약보증금', said(depositText(deposit))],
    ['이용 종료와 데이터', said(terms.endOfContractData)],
    [
      '장애와 침해사고의 통지',
      said(`${supplier} 침해사고, 이용자 정보의 유출, 서비스의 중단을 지체 없이 알린다 (클라우드컴퓨팅법 제25조).`),
    ],
    ['중개의 금지', said('두 당사자는 이 계약의 협상과 체결에 중개인이 개입하지 않았음을 확인한다.')],
    ['효력', said(effect(contract.need.method, chosen.offer?.consortium))],
  ];
  return texts.flatMap(([title, ...blocks], i): Block[] => [
    { kind: 'heading', text: `제${i + 1}조 (${title})` },
    ...blocks,
  ]);
}

type Article = readonly [title: string, ...blocks: Block[]];

const said = (text: string): Block => ({ kind: 'paragraph', text });

const lines = (terms: Terms): Block => ({
  kind: 'table',
  columns: [
    { head: '품목', share: 32 },
    { head: '단위', share: 13 },
    { head: '수량', share: 11, right: true },
    { head: '단가 (원)', share: 17, right: true },
    { head: '과금', share: 11 },
    { head: '금액 (원)', share: 18, right: true },
  ],
  rows: terms.lines.map(({ item, unit, quantity, unitPrice, vatIncluded, billingModel }) => [
    item,
    unit,
    grouped(quantity),
    `${grouped(unitPrice)}${vatIncluded ? '' : ' (부가세 별도)'}`,
    BILLING[billingModel],
    grouped(lineAmount({ unitPrice, vatIncluded }, quantity)),
  ]),
});

const ANSWERS = {
  JOINT: '구성원은 이 계약의 이행에 대하여 수요기관에 연대하여 책임을 진다.',
  DIVIDED: '구성원은 각자 분담한 내용에 대하여 수요기관에 책임을 진다.',
} as const;

/** What the members of a consortium agree (공동수급협정): who performs what, and who answers for it. */
function joint(consortium: Consortium | undefined, terms: Terms): readonly Article[] {
  if (consortium === undefined) return [];
  const { manner } = consortium;
  const parts = partsOf(consortium, terms.amount, terms.lines);
  const table: Block = {
    kind: 'table',
    columns: [
      { head: '구성원', share: 38 },
      { head: manner === 'JOINT' ? '지분율' : '분담 내용', share: 40 },
      { head: '금액 (원)', share: 22, right: true },
    ],
    rows: consortium.members.map(({ supplier }, i) => [
      supplier.name,
      performs(consortium, i, terms),
      grouped(parts[i]?.amount ?? 0),
    ]),
  };
  return [
    [
      '공동계약',
      said(`이 계약은 ${MANNERS[manner]}에 따른 공동계약이며, 공동수급체의 대표자가 구성원을 대표한다.`),
      table,
      said(`${ANSWERS[manner]} 대금은 구성원별로 지급하며, 나누고 남은 끝수는 대표자에게 지급한다.`),
    ],
  ];
}

function performs(consortium: Consortium, i: number, terms: Terms): string {
  if (consortium.manner === 'JOINT') return `${(consortium.members[i]?.perMille ?? 0) / 10} %`;
  const codes = consortium.members[i]?.priceCodes ?? [];
  const items = terms.lines.filter(({ priceCode }) => codes.includes(priceCode)).map(({ item }) => item);
  return items.join(', ');
}

const UNIT_PRICE =
  '이 계약은 단가계약으로, 수량은 예정이다. 수요기관이 필요한 만큼 주문하고, 대금은 주문하여 제공된 수량에 단가를 곱한다.';
const ESTIMATED =
  '이 계약은 개산계약으로, 계약금액은 개산액이다. 마지막 기간에 전체 이용량에 단가를 곱하여 정산하고, 차액은 지급하거나 반환한다.';

function payment(terms: Terms): readonly Block[] {
  const cycle = CYCLES[terms.billingCycle ?? 'MONTHLY'];
  const usual = said(`대금은 ${BILLING[terms.billingModel]}로 하고, ${cycle} 검사를 마친 뒤에 청구한다.`);
  const isOpen = isByUse(terms.lines) || isEstimated(terms);
  const cap = isOpen && terms.cap !== undefined ? [capText(terms, terms.cap)] : [];
  const yearly = terms.multiYear === undefined ? [] : [said(YEARLY)];
  return [usual, ...form(terms), ...cap, ...byYears(terms.years, cap.length > 0), ...yearly];
}

/** The total is annotated (부기), and binds no budget of a later year (§5.6). */
const YEARLY =
  '이 계약은 장기계속계약이다. 둘째 해부터의 계약은 해당 연도의 예산이 확정된 뒤에, 총금액에서 이미 계약한 금액을 뺀 범위에서 체결한다.';

/** Which budget pays how much; a contract within one fiscal year says nothing of it. */
function byYears(years: Terms['years'], capped: boolean): readonly Block[] {
  if (years.length < 2) return [];
  const parts = years.map(({ fiscalYear, amount, cap }) => {
    const limit = capped && cap !== undefined ? ` (한도 금 ${koreanWon(cap)})` : '';
    return `${fiscalYear}년 금 ${koreanWon(amount)}${limit}`;
  });
  return [said(`회계연도별 금액은 다음과 같다: ${parts.join(', ')}.`)];
}

function form(terms: Terms): readonly Block[] {
  if (isEstimated(terms)) return [said(ESTIMATED)];
  if (!isUnitPrice(terms)) return [];
  return [said(`${UNIT_PRICE} 한 번의 주문은 금 ${koreanWon(largestOrderOf(terms))} (부가가치세 포함)을 넘지 못한다.`)];
}

const capText = (terms: Terms, cap: number): Block =>
  said(
    `${isEstimated(terms) ? '정산한 대금은' : '이용량에 따른 대금은 모두'} 금 ${koreanWon(cap)} (부가가치세 포함)을 넘지 못한다.`,
  );

function depositText(deposit: Deposit): string {
  if (deposit.kind === 'DEPOSIT') return `계약보증금은 금 ${koreanWon(deposit.amount)}이다.`;
  const note = deposit.note === undefined ? '' : ` ${deposit.note}`;
  return `계약보증금은 면제한다 (사유: ${GROUNDS[deposit.ground]}).${note}`;
}

/**
 * By catalog the order and its confirmation are the signatures (조달사업법 시행령 제16조). All members sign (국가계약법
 * 제25조제2항).
 */
function effect(method: ContractState['need']['method'], consortium: Consortium | undefined): string {
  if (consortium !== undefined)
    return method === 'CATALOG'
      ? '이 계약은 수요기관이 납품을 요구하고 공동수급체의 구성원 모두가 이를 확인한 때에 성립한다.'
      : '이 계약은 수요기관과 공동수급체의 구성원 모두가 이 문서에 서명한 때에 성립한다.';
  return method === 'CATALOG'
    ? '이 계약은 수요기관이 납품을 요구하고 제공기업이 이를 확인한 때에 성립한다.'
    : '이 계약은 두 당사자가 이 문서에 서명한 때에 성립한다.';
}

/** `123-45-67890` */
const businessNumber = (digits: string): string => digits.replace(/^(\d{3})(\d{2})(\d{5})$/, '$1-$2-$3');
