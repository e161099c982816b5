import { proves } from '#testing/proves.js';
import type { Decide } from '#testing/specification.js';
import { toldBy } from '#testing/told.js';
import {
  deposit,
  drafting,
  line,
  need,
  negotiated,
  planned,
  signing,
  stating as stipulating,
} from '../../testing/contract-steps.js';
import {
  accepting,
  active,
  byUse,
  calling,
  disputing,
  PERIOD,
  statementIn,
  stating,
  type Agreed,
} from '../../testing/performance-steps.js';
import { amending, signingAmendment } from '../../testing/running.js';
import { contractType } from '../contract.type.js';
import { submitStatement } from './billing.js';
import type { ContractEvent } from './contract.events.js';
import type { ContractState } from './contract.state.js';
import { assessDelayDamages } from './delaying.js';
import { draftContract } from './drafting.js';
import { placeOrder } from './ordering.js';
import { depositOf, ensureCoversStated } from './performance.rules.js';
import { ensureForm } from './price-form.rules.js';

/** At most three months of the twelve at once: 2.7 M of 10.8 M won. */
const UNIT_PRICE = { priceForm: 'UNIT_PRICE', largestOrder: [{ priceCode: 'STD', quantity: 3 }] } as const;

describe('Terms at unit prices', () => {
  const chosen = negotiated('chosen').on('2025-10-15');
  const agreed = chosen.given(stipulating('INSTITUTION', UNIT_PRICE), stipulating('SUPPLIER', UNIT_PRICE));

  it(
    '§5.6: name their largest order, of the lines and within the total, and no others do',
    proves({ '5.6/unit-price': ensureForm }),
    () => {
      const { largestOrder } = UNIT_PRICE;
      const refused = (changed: object, code: string) =>
        chosen.when(stipulating('INSTITUTION', changed)).thenRefused(code);
      refused({ priceForm: 'UNIT_PRICE' }, 'LARGEST_ORDER_INVALID');
      refused({ largestOrder }, 'LARGEST_ORDER_INVALID');
      refused({ priceForm: 'TOTAL', largestOrder }, 'LARGEST_ORDER_INVALID');
      refused({ ...UNIT_PRICE, largestOrder: [{ priceCode: 'STD', quantity: 13 }] }, 'LARGEST_ORDER_INVALID');
      refused({ ...UNIT_PRICE, largestOrder: [] }, 'LARGEST_ORDER_INVALID');
      refused({ ...UNIT_PRICE, largestOrder: [...largestOrder, ...largestOrder] }, 'LINE_REPEATED');
      refused({ ...UNIT_PRICE, largestOrder: [{ priceCode: 'NONE', quantity: 1 }] }, 'PRICE_LINE_UNKNOWN');
      const whole = { ...UNIT_PRICE, largestOrder: [{ priceCode: 'STD', quantity: 12 }] };
      chosen.when(stipulating('INSTITUTION', whole)).thenEvents('TermsStated');
      expect(agreed.state).toMatchObject({ status: 'DRAFTED', terms: UNIT_PRICE });
    },
  );

  it('are agreed only when both name the same form and the same largest order', () => {
    const stated = chosen.given(stipulating('SUPPLIER', UNIT_PRICE));
    stated.when(stipulating('INSTITUTION')).thenEvents('TermsStated');
    const other = { ...UNIT_PRICE, largestOrder: [{ priceCode: 'STD', quantity: 2 }] };
    stated.when(stipulating('INSTITUTION', other)).thenEvents('TermsStated');
    stated.when(stipulating('INSTITUTION', UNIT_PRICE)).thenEvents('TermsStated', 'TermsAgreed');
    const total = chosen.given(stipulating('SUPPLIER', { priceForm: 'TOTAL' }));
    total.when(stipulating('INSTITUTION')).thenEvents('TermsStated', 'TermsAgreed');
  });

  it(
    '§5.2: have a deposit of ten per cent of the largest order',
    proves({ '5.2/deposit-instalment': draftContract }),
    () => {
      const drafted = agreed.on('2025-10-16');
      drafted.when(drafting({ kind: 'DEPOSIT', amount: 269_999 })).thenRefused('DEPOSIT_TOO_LOW');
      drafted.when(drafting({ kind: 'DEPOSIT', amount: 270_000 })).thenEvents('ContractDrafted');
      const ofAll = negotiated('agreed').on('2025-10-16');
      ofAll.when(drafting({ kind: 'DEPOSIT', amount: 270_000 })).thenRefused('DEPOSIT_TOO_LOW');
    },
  );

  it('§5.2: are waived their deposit by the whole amount, not by the largest order', () => {
    const lines = [line({ quantity: 60 })];
    const large = { lines, ...UNIT_PRICE };
    const contract = negotiated('agreed', planned({ need: { ...need, budgetAmount: 60_000_000 } }), {
      lines,
      terms: large,
    }).on('2025-10-16');
    contract.when(drafting({ kind: 'WAIVER', ground: 'SMALL_AMOUNT' })).thenRefused('DEPOSIT_NOT_WAIVABLE');
    contract.when(drafting({ kind: 'DEPOSIT', amount: 300_000 })).thenEvents('ContractDrafted');
  });

  it('tell the public at the conclusion that the quantities are what is expected', () => {
    const signed = (from: typeof agreed) =>
      from
        .on('2025-10-16')
        .given(drafting(deposit))
        .on('2025-10-17')
        .given(signing('INSTITUTION'), signing('SUPPLIER', 1));
    expect(signed(agreed).state.concluded).toMatchObject({ priceForm: 'UNIT_PRICE', amount: 10_800_000 });
    const total = chosen.given(
      stipulating('INSTITUTION', { priceForm: 'TOTAL' }),
      stipulating('SUPPLIER', { priceForm: 'TOTAL' }),
    );
    expect(signed(total).state.concluded).not.toHaveProperty('priceForm');
  });
});

describe('An order of a unit-price contract', () => {
  const ordering =
    (quantity: number, priceCode = 'STD'): Decide<ContractState, ContractEvent> =>
    (contract, moment) =>
      placeOrder(contract, { lines: [{ priceCode, quantity }] }, moment);
  const delivering = (quantity: number, input = {}) => stating({ lines: [{ priceCode: 'STD', quantity }], ...input });
  const contract = (changed: Agreed = {}) => active({ ...UNIT_PRICE, ...changed });

  it(
    '§5.6: is placed while the contract runs, within the largest order and the total',
    proves({ '5.6/unit-price': placeOrder }),
    () => {
      contract()
        .when(ordering(3))
        .thenEvents({
          type: 'OrderPlaced',
          data: { n: 1, orderedOn: '2025-10-20', lines: [{ priceCode: 'STD', quantity: 3, amount: 2_700_000 }] },
        });
      contract().when(ordering(4)).thenRefused('ORDER_TOO_LARGE');
      contract().when(ordering(1, 'NONE')).thenRefused('PRICE_LINE_UNKNOWN');
      contract()
        .when((state, moment) => placeOrder(state, { lines: [] }, moment))
        .thenRefused('LINE_MISSING');
      const most = contract().given(ordering(3), ordering(3), ordering(3), ordering(2));
      most.when(ordering(2)).thenRefused('ORDERS_ABOVE_TOTAL');
      most.when(ordering(1)).thenEvents('OrderPlaced');
      most.on('2026-10-19').when(ordering(1)).thenEvents('OrderPlaced');
      most.on('2026-10-20').when(ordering(1)).thenRefused('PERIOD_OVER');
      active().when(ordering(1)).thenRefused('CONTRACT_NOT_UNIT_PRICE');
      negotiated('signed').when(ordering(1)).thenRefused('CONTRACT_NOT_ACTIVE');
    },
  );

  it(
    '§5.6: is paid by what was delivered of it, and nothing else is',
    proves({ '5.6/unit-price': submitStatement }),
    () => {
      const ordered = contract()
        .given(ordering(3))
        .on('2025-11-19')
        .given(ordering(1))
        .on('2025-11-20')
        .given(ordering(2));
      ordered.when(delivering(5)).thenRefused('NOT_ORDERED');
      ordered.when(stating({ lines: [{ priceCode: 'NONE', quantity: 1 }] })).thenRefused('NOT_ORDERED');
      ordered.when(stating()).thenEvents({ type: 'StatementSubmitted', data: { gross: 0, amount: 0 } });
      const first = ordered.given(delivering(1));
      expect(statementIn(first)).toMatchObject({ gross: 900_000, lines: [{ priceCode: 'STD', quantity: 1 }] });
      const second = first.on('2025-12-20');
      second.when(delivering(6)).thenRefused('NOT_ORDERED');
      second.when(delivering(5)).thenEvents('StatementSubmitted');
      const again = first.given(disputing());
      again.when(delivering(4, { period: { from: '2025-10-20', to: '2025-11-19' } })).thenEvents('StatementSubmitted');
    },
  );

  it('§5.6: bills calls that were ordered, where they are billed by use', () => {
    const calls = byUse({ priceForm: 'UNIT_PRICE', largestOrder: [{ priceCode: 'CALL', quantity: 50_000 }] });
    const ordered = calls.given(ordering(50_000, 'CALL')).on('2025-11-20');
    ordered.when(calling(50_001)).thenRefused('NOT_ORDERED');
    expect(statementIn(ordered.given(calling(50_000)))).toMatchObject({ gross: 550_000 });
  });

  it('is what delay damages look at, and what an amendment still covers', () => {
    const late = { dueOn: '2025-10-20', performedOn: '2025-10-30', reason: '납품 지연' };
    const damages = (from: ReturnType<typeof contract>) =>
      from.on('2025-11-20').given((state, moment) => assessDelayDamages(state, late, moment)).state.performance
        ?.damages;
    const ordered = contract().given(ordering(3));
    expect(damages(ordered)).toMatchObject([{ unperformed: 2_700_000 }]);
    const partly = ordered.on('2025-11-20').given(delivering(1), accepting());
    expect(damages(partly)).toMatchObject([{ unperformed: 1_800_000 }]);
    const smaller = { lines: [line({ unitPrice: 900_000, quantity: 3 })], until: PERIOD.to };
    ordered.when(amending(smaller)).thenEvents('AmendmentProposed');
    ordered.given(ordering(1)).when(amending(smaller)).thenRefused('AMENDMENT_BELOW_STATED');
    const below = { lines: [line({ unitPrice: 900_000, quantity: 2 })], until: PERIOD.to };
    contract().when(amending(below)).thenRefused('LARGEST_ORDER_INVALID');
  });

  it(
    '§5.6: keeps its line in the contract until it is delivered and accepted',
    proves({ '5.6/unit-price': ensureCoversStated }),
    () => {
      const [flat] = negotiated('signed').state.terms?.lines ?? [];
      if (flat === undefined) throw new Error('The contract has one line.');
      const two = contract({ lines: [flat, { ...flat, priceCode: 'PRO' }] });
      const dropping = amending({ until: PERIOD.to });
      two.when(dropping).thenEvents('AmendmentProposed');
      two.given(ordering(1)).when(dropping).thenEvents('AmendmentProposed');
      const ordered = two.given(ordering(1, 'PRO'), ordering(1, 'PRO'));
      ordered.when(dropping).thenRefused('LINE_ORDERED');
      two.given(dropping, ordering(1, 'PRO')).when(signingAmendment('SUPPLIER')).thenRefused('LINE_ORDERED');
      const delivered = (quantity: number) =>
        ordered.on('2025-11-20').given(stating({ lines: [{ priceCode: 'PRO', quantity }] }));
      delivered(2).when(dropping).thenRefused('LINE_ORDERED');
      delivered(2).given(disputing()).when(dropping).thenRefused('LINE_ORDERED');
      delivered(1).given(accepting()).when(dropping).thenRefused('LINE_ORDERED');
      delivered(2).given(accepting()).when(dropping).thenEvents('AmendmentProposed');
    },
  );

  it('§5.2: measures the deposit that was waived by the largest order', () => {
    const { state, moment } = contract();
    const { deposit: _, ...waived } = state;
    expect(depositOf(waived, moment.policy)).toBe(270_000);
  });

  it('is told to the supplier', () => {
    expect(toldBy(contractType, contract().given(ordering(3)), 'OrderPlaced')).toMatchObject([
      { reason: 'ORDER_PLACED' },
    ]);
  });
});
