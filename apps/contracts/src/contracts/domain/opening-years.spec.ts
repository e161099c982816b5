import { proves } from '#testing/proves.js';
import { line, need, negotiated, planned, stating } from '../../testing/contract-steps.js';
import {
  amending,
  decliningAmendment,
  running,
  settled,
  signingAmendment,
  terminating,
} from '../../testing/running.js';
import { contractType } from '../contract.type.js';
import { payingYears } from './amendment.rules.js';
import type { ContractState } from './contract.state.js';
import { mostOf } from './ending.rules.js';
import { ensureMayOpen, nextYear, openYear, yearOpeningDue } from './opening-years.js';
import { agreedOf, depositOf, periodToState, unsettledOf } from './performance.rules.js';
import { amountsToReserve, isSpent, lapseSigning, signContract } from './signing.js';
import { ensureEveryYear, openedTerms, statedYears } from './year.rules.js';

const period = { from: '2025-10-20', to: '2027-10-19' };
const year = (fiscalYear: number, amount: number, cap?: number) => ({
  fiscalYear,
  amount,
  ...(cap !== undefined && { cap }),
});
const YEARS = [year(2025, 1_000_000), year(2026, 5_800_000), year(2027, 4_000_000)];
const multiYear = { period, years: YEARS, multiYear: true };
const lasting = () => planned({ need: { period } });
const signed = (terms = {}) => negotiated('signed', lasting(), { terms: { ...multiYear, ...terms } });
const opening =
  (fiscalYear: number, reservedAttempt?: number) => (contract: ContractState, moment: Parameters<typeof openYear>[2]) =>
    openYear(contract, { fiscalYear, ...(reservedAttempt !== undefined && { reservedAttempt }) }, moment);

describe('A multi-year contract', () => {
  it(
    '§5.6, R-31: is concluded with its total, on the budget of its first year alone',
    proves({ '5.6/multi-year': signContract, 'R-31': amountsToReserve }),
    () => {
      expect(amountsToReserve(negotiated('ordered', lasting(), { terms: multiYear }).state)).toEqual([YEARS[0]]);
      const { concluded, yearContracts } = signed().state;
      expect(concluded).toMatchObject({ amount: 10_800_000, firstYear: YEARS[0] });
      expect(yearContracts).toEqual(
        [year(2025, 0)].map(({ fiscalYear }) => ({ fiscalYear, openedOn: '2025-10-17', attempt: 1 })),
      );
      expect(negotiated('signed').state.concluded).not.toHaveProperty('firstYear');
      expect(negotiated('signed').state).not.toHaveProperty('yearContracts');
    },
  );

  it.each([
    ['with one year alone', { period: { from: '2025-10-20', to: '2025-12-31' }, years: undefined }],
    ['without a year of its period', { years: [year(2025, 5_000_000), year(2027, 5_800_000)] }],
  ])('§5.6: is not agreed %s', proves({ '5.6/multi-year': ensureEveryYear }), (_what, changed) => {
    const chosen = negotiated('chosen', lasting()).on('2025-10-15');
    const { years, ...terms } = { ...multiYear, ...changed };
    const stated = { ...terms, ...(years !== undefined && { years }) };
    chosen.when(stating('INSTITUTION', stated)).thenRefused('MULTI_YEAR_INCOMPLETE');
    chosen.when(stating('INSTITUTION', { ...stated, multiYear: false })).thenEvents('TermsStated');
  });

  it('§5.6: is agreed by both as such, of two years at least', proves({ '5.6/multi-year': ensureEveryYear }), () => {
    const stated = negotiated('chosen')
      .on('2025-10-15')
      .given(stating('SUPPLIER', { multiYear: true }));
    stated.when(stating('INSTITUTION')).thenEvents('TermsStated');
    stated.when(stating('INSTITUTION', { multiYear: true })).thenEvents('TermsStated', 'TermsAgreed');
  });

  it(
    '§5.6: has each later year opened by its budget, one after another',
    proves({ '5.6/multi-year': openYear }),
    () => {
      const one = running(signed()).on('2025-12-22');
      one.when(opening(2026)).thenRefused('SIGNING_LAPSED');
      one.when(opening(2026, 2)).thenRefused('SIGNING_LAPSED');
      const opened = one.when(opening(2026, 1)).thenEvents({
        type: 'ContractYearOpened',
        data: {
          fiscalYear: 2026,
          openedOn: '2025-12-22',
          amount: 5_800_000,
          period: { from: '2026-01-01', to: '2026-12-31' },
        },
        details: { attempt: 1 },
      });
      opened.when(opening(2026, 1)).thenRefused('YEAR_NOT_NEXT');
      const all = opened
        .on('2027-01-04')
        .when(opening(2027, 1))
        .thenEvents({
          type: 'ContractYearOpened',
          data: { amount: 4_000_000, period: { from: '2027-01-01', to: '2027-10-19' } },
        });
      all.when(opening(2028, 1)).thenRefused('YEAR_NOT_NEXT');
      expect([nextYear(all.state), payingYears(all.state)]).toEqual([undefined, [2025, 2026, 2027]]);
    },
  );

  it('§5.6: is not opened out of its order, its time or its end', proves({ '5.6/multi-year': ensureMayOpen }), () => {
    const one = running(signed()).on('2025-12-31 23:59');
    one.when(opening(2027, 1)).thenRefused('YEAR_NOT_NEXT');
    one.on('2026-12-31 23:59').when(opening(2026, 1)).thenEvents('ContractYearOpened');
    one.on('2027-01-01 00:00').when(opening(2026, 1)).thenRefused('YEAR_OVER');
    const early = one.given(opening(2026, 1));
    early.when(opening(2027, 1)).thenRefused('FISCAL_YEAR_TOO_FAR');
    expect(() => ensureMayOpen(early.state, { fiscalYear: 2027 }, early.moment)).toThrow('up to 2026');
    expect(() => ensureMayOpen(one.state, { fiscalYear: 2027 }, one.moment)).toThrow('to open is 2026');
    one
      .given(terminating({ usedAmount: 0 }))
      .when(opening(2026, 1))
      .thenRefused('TERMINATION_NOTICED');
    running().when(opening(2026, 1)).thenRefused('NOT_MULTI_YEAR');
    negotiated('ordered', lasting(), { terms: multiYear }).when(opening(2026, 1)).thenRefused('CONTRACT_NOT_CONCLUDED');
    signed().when(opening(2026, 1)).thenEvents('ContractYearOpened');
    const proposed = one.given(amending({ until: '2027-12-31' }));
    proposed.when(opening(2026, 2)).thenRefused('AMENDMENT_OPEN');
    proposed.given(decliningAmendment('SUPPLIER')).when(opening(2026, 2)).thenEvents('ContractYearOpened');
  });

  it(
    '§5.6: sets aside for a year its part, by use its part of the cap',
    proves({ '5.6/multi-year': ensureMayOpen }),
    () => {
      const cap = 12_000_000;
      const years = [
        year(2025, 1_000_000, 2_000_000),
        year(2026, 5_800_000, 6_000_000),
        year(2027, 4_000_000, 4_000_000),
      ];
      const flat = running(signed({ cap, years }));
      const moment = { today: '2025-12-22' };
      expect(ensureMayOpen(flat.state, { fiscalYear: 2026 }, moment)).toEqual(year(2026, 5_800_000));
      const { terms } = flat.state;
      const byUse = { ...terms!, lines: terms!.lines.map((one) => ({ ...one, billingModel: 'USAGE' as const })) };
      expect(ensureMayOpen({ ...flat.state, terms: byUse }, { fiscalYear: 2026 }, moment)).toEqual(
        year(2026, 6_000_000),
      );
    },
  );

  it(
    '§11.4: has yearly contracts that stay within what is left of the total, whatever the years state',
    proves({ '11.4/year-contract': statedYears }),
    () => {
      const chosen = negotiated('chosen', lasting()).on('2025-10-15');
      for (const more of [1, -1]) {
        const years = [...YEARS.slice(0, 2), year(2027, 4_000_000 + more)];
        chosen.when(stating('INSTITUTION', { ...multiYear, years })).thenRefused('YEAR_AMOUNTS_MISMATCH');
      }
      const change = { until: '2027-10-19', years: [...YEARS.slice(0, 2), year(2027, 4_000_001)] };
      running(signed()).when(amending(change)).thenRefused('YEAR_AMOUNTS_MISMATCH');
    },
  );

  it(
    '§11.4: bills, pays and settles no more than its open years',
    proves({ '11.4/year-contract': openedTerms }),
    () => {
      const one = running(signed());
      const open = one.given(opening(2026, 1));
      expect([mostOf(one.state), mostOf(open.state)]).toEqual([1_000_000, 6_800_000]);
      expect([agreedOf(one.state).period.to, agreedOf(open.state).period.to]).toEqual(['2025-12-31', '2026-12-31']);
      expect(openedTerms(negotiated('ordered', lasting(), { terms: multiYear }).state)?.amount).toBe(10_800_000);
      expect(openedTerms(running().state)?.period).toEqual(need.period);
      one.when(terminating({ usedAmount: 1_000_001 })).thenRefused('SETTLEMENT_TOO_HIGH');
      one.when(terminating({ usedAmount: 1_000_000 })).thenEvents('TerminationNoticed');
      const waived: ContractState = { ...one.state, deposit: { kind: 'WAIVER', ground: 'LEGAL_EXEMPTION' } };
      expect(depositOf(waived, one.moment.policy)).toBe(1_080_000);
      const stated = settled(one.on('2026-01-05'));
      expect([periodToState(stated.state), unsettledOf(stated.state)]).toEqual([undefined, []]);
      const bills = stated.state.performance?.statements.map(({ period: { to }, gross }) => [to, gross]);
      expect(bills?.at(-1)?.[0]).toBe('2025-12-31');
      expect(bills?.reduce((sum, [, gross]) => sum + Number(gross), 0)).toBe(1_000_000);
      expect(periodToState(stated.given(opening(2026, 1)).state)?.from).toBe('2026-01-01');
    },
  );

  it('§11.4: has its cap of the open years', proves({ '11.4/year-contract': openedTerms }), () => {
    const cap = 12_000_000;
    const years = [
      year(2025, 1_000_000, 2_000_000),
      year(2026, 5_800_000, 6_000_000),
      year(2027, 4_000_000, 4_000_000),
    ];
    const open = running(signed({ cap, years })).given(opening(2026, 1));
    expect(openedTerms(open.state)).toMatchObject({ amount: 6_800_000, cap: 8_000_000, years: years.slice(0, 2) });
  });

  it('is amended in every year, and more is set aside for open years alone', () => {
    const one = running(signed()).on('2026-01-05').given(opening(2026, 1));
    const lines = [line({ unitPrice: 900_000, quantity: 15 })];
    const years = [YEARS[0]!, year(2026, 7_000_000), year(2027, 5_500_000)];
    one
      .when(amending({ until: '2027-10-19', lines, years: [...years.slice(0, 1), year(2026, 12_500_000)] }))
      .thenRefused('MULTI_YEAR_INCOMPLETE');
    const half = one.given(amending({ until: '2027-10-19', lines, years }), signingAmendment('INSTITUTION'));
    half.when(signingAmendment('SUPPLIER')).thenRefused('SIGNING_LAPSED');
    half.when(signingAmendment('SUPPLIER', 2)).thenEvents('AmendmentSigned', {
      type: 'ContractAmended',
      data: { amount: 13_500_000, years },
    });
    const later = one.given(
      amending({ until: '2027-10-19', lines, years: [...YEARS.slice(0, 2), year(2027, 6_700_000)] }),
      signingAmendment('INSTITUTION'),
    );
    // What a year costs more that is not open is set aside when it is opened.
    const amended = later.when(signingAmendment('SUPPLIER')).thenEvents('AmendmentSigned', 'ContractAmended');
    expect(ensureMayOpen(amended.state, { fiscalYear: 2027 }, { today: '2026-12-01' })).toEqual(year(2027, 6_700_000));
  });

  it('R-31: has its tries fenced, and each spent on its own year alone', proves({ 'R-31': isSpent }), () => {
    const one = running(signed()).on('2025-12-22');
    const spent = (contract: ContractState, attempt: number) =>
      [2025, 2026, 2027].filter((fiscalYear) => isSpent(contract, attempt, fiscalYear));
    expect(spent(one.state, 1)).toEqual([2025]);
    const lapsed = one.given((contract) => lapseSigning(contract, { attempt: 1 }));
    lapsed.when(opening(2026, 1)).thenRefused('SIGNING_LAPSED');
    const opened = lapsed.given(opening(2026, 2));
    expect([spent(opened.state, 1), spent(opened.state, 2)]).toEqual([[2025], [2026]]);
    const years = [year(2025, 1_000_000), year(2026, 5_900_000), year(2027, 3_900_000)];
    const amended = opened.given(
      amending({ until: '2027-10-19', years }),
      signingAmendment('INSTITUTION'),
      signingAmendment('SUPPLIER', 3),
    );
    expect([spent(amended.state, 3), spent(amended.state, 4)]).toEqual([[2025, 2026], []]);
    const all = amended.on('2026-12-22').given(opening(2027, 3));
    expect([spent(all.state, 2), spent(all.state, 3)]).toEqual([[2026], [2025, 2026, 2027]]);
    all.when((contract) => lapseSigning(contract, { attempt: 3 })).thenEvents();
  });

  it(
    '§11.4: waits for its institution to open the next year before it begins',
    proves({ '5.6/multi-year': yearOpeningDue }),
    () => {
      const one = running(signed());
      const tasksOf = ({ state }: { readonly state: ContractState }) =>
        contractType.work?.tasks['OPEN_CONTRACT_YEAR']?.waits(state).map(({ deadline }) => deadline?.dueAt);
      expect(yearOpeningDue(one.state)).toEqual({
        key: 'YEAR_OPENING',
        dueAt: '2025-12-31T15:00:00.000Z',
        basis: 'd',
        rule: '§11.4',
      });
      expect(tasksOf(one)).toEqual(['2025-12-31T15:00:00.000Z']);
      const open = one.given(opening(2026, 1));
      expect(tasksOf(open)).toEqual(['2026-12-31T15:00:00.000Z']);
      expect(tasksOf(open.on('2026-12-01').given(opening(2027, 1)))).toEqual([]);
      expect(tasksOf(one.given(terminating({ usedAmount: 0 })))).toEqual([]);
      expect(tasksOf(running())).toEqual([]);
    },
  );
});
