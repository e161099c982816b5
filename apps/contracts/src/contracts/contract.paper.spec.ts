import { paperAsHtml } from '#common/papers/paper.html.js';
import { paperAsPdf } from '#common/papers/paper.pdf.js';
import { readPdf } from '#testing/pdf.js';
import { personas } from '#testing/personas.js';
import { need, negotiated, paper, stating } from '../testing/contract-steps.js';
import { contractPaper, paperFactsOf, type ContractPaperFacts } from './contract.paper.js';
import type { Consortium } from './domain/consortium.state.js';
import type { Invitation } from './domain/contract.state.js';

const facts: ContractPaperFacts = {
  contract: {
    contractId: '018f6f2a-0000-7000-8000-000000000004',
    institution: { code: '1000001', name: '서울특별시', type: 'LOCAL' },
    need: { ...need, budgetAmount: 99_000_000 },
    legalBasis: '지방계약법 시행령 제25조제1항',
  },
  chosen: {
    n: 1,
    supplier: { businessNumber: '1234567890', name: '한빛클라우드', size: 'SMALL' },
    listing: { listingNo: 'DS-2025-000062', version: 3, serviceName: '문서함 2' },
  } as unknown as Invitation,
  terms: {
    lines: [
      {
        priceCode: 'STD',
        item: '표준형',
        unit: '월',
        quantity: 12,
        unitPrice: 900_000,
        vatIncluded: false,
        billingModel: 'FLAT',
        amount: 11_880_000,
      },
    ],
    amount: 11_880_000,
    period: { from: '2025-10-20', to: '2026-10-19' },
    sla: '월 가용률 99.9 %\n장애 복구 4시간',
    billingModel: 'FLAT',
    years: [{ fiscalYear: 2025, amount: 11_880_000 }],
    endOfContractData: '30일 안에 돌려주고 지운다.',
  },
  deposit: { kind: 'DEPOSIT', amount: 1_188_000 },
  madeAt: new Date('2025-10-16T01:00:00Z'),
};

/** Without mark-up and spaces: line breaks of a page are no part of what is said. */
const said = (page: string): string =>
  page
    .replace(/<style>.*<\/style>/, '')
    .replace(/<title>.*?<\/title>/, '')
    .replace(/<[^>]+>/g, '')
    .replace(/\s+/g, '');

describe('The contract document', () => {
  it('R-47: says the same as HTML and as PDF', async () => {
    const made = contractPaper(facts);
    const pdf = await readPdf(await paperAsPdf(made));
    const foot = /관리번호\S*·\d+\/\d+/g;
    const printed = pdf.tags.map(({ text }) => text).join('');
    expect(said(printed).replace(foot, '')).toBe(said(paperAsHtml(made)).replace(/관리번호\S*$/, ''));
    expect(pdf.title).toBe('디지털서비스 이용계약서');
  });

  it('has particles by the syllable, figures with separators and days written out', () => {
    const page = paperAsHtml(contractPaper(facts));
    expect(page).toContain(
      '한빛클라우드는 「문서 자동화 도입」에 문서함 2를 제공하고, 서울특별시는 그 대가를 지급한다.',
    );
    expect(page).toContain('금 11,880,000원 (부가가치세 포함)');
    expect(page).toContain('2025년 10월 20일부터 2026년 10월 19일까지');
    expect(page).toContain('123-45-67890');
    expect(page).toContain('900,000 (부가세 별도)');
    expect(page).toContain('<p>월 가용률 99.9 %</p><p>장애 복구 4시간</p>');
    const supplier = { ...facts.chosen.supplier, name: '가온소프트웍스 IBM' };
    const other = { ...facts, chosen: { ...facts.chosen, supplier } };
    expect(paperAsHtml(contractPaper(other))).toContain('가온소프트웍스 IBM은 「');
  });

  it('never says what the institution could have paid', () => {
    expect(paperAsHtml(contractPaper(facts))).not.toContain('99,000,000');
  });

  it('says the cap of a contract by use, and why a deposit is waived', () => {
    const [flat] = facts.terms.lines;
    const byUse: ContractPaperFacts = {
      ...facts,
      terms: {
        ...facts.terms,
        lines: [{ ...flat, billingModel: 'USAGE' } as ContractPaperFacts['terms']['lines'][number]],
        billingModel: 'USAGE',
        billingCycle: 'QUARTERLY',
        cap: 20_000_000,
      },
      deposit: { kind: 'WAIVER', ground: 'SMALL_AMOUNT', note: '각서로 갈음한다.' },
    };
    const page = paperAsHtml(contractPaper(byUse));
    expect(page).toContain('대금은 종량제로 하고, 분기마다 검사를 마친 뒤에 청구한다.');
    expect(page).toContain('모두 금 20,000,000원 (부가가치세 포함)을 넘지 못한다.');
    expect(page).toContain('계약보증금은 면제한다 (사유: 소액). 각서로 갈음한다.');
  });

  it('says how a contract at unit prices is ordered, and how an estimate is settled', () => {
    const largestOrder = [{ priceCode: 'STD', quantity: 2 }];
    const ordered = { ...facts, terms: { ...facts.terms, priceForm: 'UNIT_PRICE', largestOrder } as const };
    const page = paperAsHtml(contractPaper(ordered));
    expect(page).toContain('이 계약은 단가계약으로, 수량은 예정이다.');
    expect(page).toContain('한 번의 주문은 금 1,980,000원 (부가가치세 포함)을 넘지 못한다.');
    const estimated = { ...facts, terms: { ...facts.terms, priceForm: 'ESTIMATED', cap: 20_000_000 } as const };
    const settled = paperAsHtml(contractPaper(estimated));
    expect(settled).toContain('이 계약은 개산계약으로, 계약금액은 개산액이다.');
    expect(settled).toContain('정산한 대금은 금 20,000,000원 (부가가치세 포함)을 넘지 못한다.');
    const plain = paperAsHtml(contractPaper({ ...facts, terms: { ...facts.terms, priceForm: 'TOTAL' } }));
    expect(plain).toBe(paperAsHtml(contractPaper(facts)));
  });

  it('§5.6: names the members of a consortium, how they perform and for how much, and says that all sign', () => {
    const [flat] = facts.terms.lines;
    const further = { businessNumber: '3333333333', name: '가온소프트', size: 'SMALL_MEDIUM' } as const;
    const lines = [flat!, { ...flat!, priceCode: 'HELP', item: '상담', quantity: 3, amount: 2_970_001 }];
    const page = (consortium: Consortium) => {
      const chosen = { ...facts.chosen, offer: { consortium } } as unknown as Invitation;
      const terms = { ...facts.terms, lines, amount: 14_850_001 };
      return paperAsHtml(contractPaper({ ...facts, chosen, terms }));
    };
    const { supplier } = facts.chosen;
    const shared = page({
      manner: 'JOINT',
      members: [
        { supplier, perMille: 665 },
        { supplier: further, perMille: 335 },
      ],
    });
    for (const text of [
      '공동수급체 대표자',
      '가온소프트 (사업자등록번호 333-33-33333)',
      '공동이행방식',
      '66.5 %',
      '33.5 %',
      '9,875,251',
      '4,974,750',
      '연대하여 책임을 진다',
      '공동수급체의 구성원 모두가 이 문서에 서명한 때에 성립한다',
    ])
      expect(shared).toContain(text);
    const divided = page({
      manner: 'DIVIDED',
      members: [
        { supplier, priceCodes: ['STD'] },
        { supplier: further, priceCodes: ['HELP'] },
      ],
    });
    for (const text of ['분담이행방식', '상담', '11,880,000', '2,970,001', '각자 분담한 내용'])
      expect(divided).toContain(text);
    expect(paperAsHtml(contractPaper(facts))).not.toContain('공동');
  });

  it('R-31: says what each fiscal year pays, once there are several', () => {
    expect(paperAsHtml(contractPaper(facts))).not.toContain('회계연도별');
    const years = [
      { fiscalYear: 2025, amount: 2_376_000, cap: 3_000_000 },
      { fiscalYear: 2026, amount: 9_504_000, cap: 12_000_000 },
    ];
    const terms = { ...facts.terms, years, cap: 15_000_000 };
    const begins = '회계연도별 금액은 다음과 같다: ';
    expect(paperAsHtml(contractPaper({ ...facts, terms }))).toContain(
      `${begins}2025년 금 2,376,000원, 2026년 금 9,504,000원.`,
    );
    const lines = terms.lines.map((one) => ({ ...one, billingModel: 'USAGE' as const }));
    expect(paperAsHtml(contractPaper({ ...facts, terms: { ...terms, lines } }))).toContain(
      `${begins}2025년 금 2,376,000원 (한도 금 3,000,000원), 2026년 금 9,504,000원 (한도 금 12,000,000원).`,
    );
  });

  it('is by no template that does not exist', () => {
    expect(() => contractPaper(facts, 'constructor')).toThrow('There is no template constructor');
  });

  it('of the largest contract is printed in bounded time and space', async () => {
    const [flat] = facts.terms.lines;
    const lines = Array.from({ length: 100 }, () => ({ ...flat, item: '가'.repeat(200), unit: '나'.repeat(60) }));
    const long = '다라마 '.repeat(1_000);
    const most = {
      ...facts,
      terms: { ...facts.terms, lines, sla: long, endOfContractData: long },
    } as ContractPaperFacts;
    const bytes = await paperAsPdf(contractPaper(most));
    expect(bytes.length).toBeLessThan(2 * 1024 * 1024);
    expect((await readPdf(bytes)).tags.filter(({ tag }) => tag === 'TD').length).toBeGreaterThan(600);
  });
});

describe('The document of a contract', () => {
  it('R-47: keeps its bytes and the terms that it states', () => {
    const { state } = negotiated('drafted');
    expect(state.document).toEqual({ ...paper, terms: state.terms });
    // An amendment changes the terms of the contract, never those of what was signed.
    const amended = { ...state, terms: { ...facts.terms, amount: 1 } };
    expect(paperFactsOf(amended)?.terms).toEqual(state.terms);
  });

  it('R-47: is not there before the draft', () => {
    expect(paperFactsOf(negotiated('agreed').state)).toBeUndefined();
  });

  it('R-29: falls with a draft whose period has begun', () => {
    const late = negotiated('drafted').on('2025-10-21').by(personas.buyer);
    const period = { from: '2025-10-27', to: '2026-10-19' };
    expect(late.given(stating('INSTITUTION', { period })).state.document).toBeUndefined();
  });
});
