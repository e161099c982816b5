import { proves } from '#testing/proves.js';
import {
  equalOffers,
  redFlagsOn,
  RED_FLAGS,
  RULE_TEXTS,
  singleSuppliers,
  splitPurchases,
  type Contested,
  type Purchase,
} from './flagging.js';

const seller = (n: number) => ({ businessNumber: String(1_000_000_000 + n), name: `제공기업 ${n}` });
const buyer = (n: number) => ({ code: `INST-${n}`, name: `수요기관 ${n}` });

let made = 0;
const purchase = (changed: Partial<Purchase> = {}): Purchase => ({
  contractId: `contract-${++made}`,
  contractNo: `NC-${String(made).padStart(6, '0')}`,
  institution: buyer(1),
  supplier: seller(1),
  amount: 60_000_000,
  concludedOn: '2025-10-01',
  ...changed,
});
const on = (...days: readonly string[]): readonly Purchase[] => days.map((concludedOn) => purchase({ concludedOn }));

const LIMITS = {
  'contracts.splitThresholdAmount': 100_000_000,
  'contracts.splitDays': 30,
  'contracts.singleSupplierContractsMin': 3,
};

describe('§6.5: equal offers of rivals', () => {
  const contested = (...offers: Contested['offers']): Contested => ({ ...purchase({ supplier: seller(1) }), offers });
  const offer = (n: number, amount: number) => ({ supplier: seller(n), amount });

  it('are told, with the suppliers and the amount', proves({ '6.5/equal-offers': equalOffers }), () => {
    const contract = contested(offer(1, 12_000_000), offer(2, 12_000_000), offer(3, 13_000_000));
    const { offers, ...bought } = contract;
    expect(equalOffers([contract])).toEqual([
      {
        id: expect.any(String) as string,
        rule: 'EQUAL_OFFERS',
        institution: buyer(1),
        suppliers: [seller(1), seller(2)],
        from: '2025-10-01',
        to: '2025-10-01',
        contracts: [bought],
        figures: { contracts: 1, offers: 2, amount: 12_000_000n },
        concerned: ['INST-1', seller(1).businessNumber, seller(2).businessNumber, seller(3).businessNumber],
      },
    ]);
    expect(offers).toHaveLength(3);
  });

  it('concern the members of a consortium that offered, too', () => {
    const joint = { ...offer(2, 12_000_000), members: [seller(7).businessNumber] };
    const [flag] = equalOffers([contested(offer(1, 12_000_000), joint)]);
    expect(flag?.concerned).toContain(seller(7).businessNumber);
    expect(flag?.suppliers).toEqual([seller(1), seller(2)]);
  });

  it('are none where the amounts differ by a won', proves({ '6.5/equal-offers': equalOffers }), () => {
    expect(equalOffers([contested(offer(1, 12_000_000), offer(2, 12_000_001))])).toEqual([]);
    expect(equalOffers([contested()])).toEqual([]);
  });

  it('are none where one supplier offers two of its services', proves({ '6.5/equal-offers': equalOffers }), () => {
    expect(equalOffers([contested(offer(1, 12_000_000), offer(1, 12_000_000))])).toEqual([]);
  });

  it('are told of each amount, and of each contract by itself', proves({ '6.5/equal-offers': equalOffers }), () => {
    const pairs = contested(offer(1, 1), offer(2, 1), offer(3, 2), offer(4, 2));
    const flags = equalOffers([pairs, contested(offer(1, 1), offer(2, 1))]);
    expect(flags.map(({ figures }) => figures.amount)).toEqual([1n, 2n, 1n]);
    expect(new Set(flags.map(({ id }) => id)).size).toBe(3);
    expect(equalOffers([pairs])[0]?.id).toBe(flags[0]?.id);
  });
});

describe('§6.5: split purchases', () => {
  const split = (purchases: readonly Purchase[]) => splitPurchases(purchases, LIMITS);
  const numbersOf = (purchases: readonly Purchase[]) =>
    split(purchases).map(({ contracts }) => contracts.map(({ concludedOn }) => concludedOn));

  it(
    'are contracts below the threshold that come to it together, within the days',
    proves({ '6.5/split-purchases': splitPurchases }),
    () => {
      const contracts = [purchase({ amount: 40_000_000 }), purchase({ amount: 60_000_000, concludedOn: '2025-10-30' })];
      expect(split(contracts)).toEqual([
        {
          id: expect.any(String) as string,
          rule: 'SPLIT_PURCHASES',
          institution: buyer(1),
          suppliers: [seller(1)],
          from: '2025-10-01',
          to: '2025-10-30',
          contracts,
          figures: { contracts: 2, amount: 100_000_000n, threshold: 100_000_000, days: 30 },
          concerned: ['INST-1', seller(1).businessNumber],
        },
      ]);
      expect(split([purchase({ amount: 40_000_000 }), purchase({ amount: 59_999_999 })])).toEqual([]);
    },
  );

  it('are none a day later', proves({ '6.5/split-purchases': splitPurchases }), () => {
    expect(split(on('2025-10-01', '2025-10-31'))).toEqual([]);
    expect(split(on('2025-10-01'))).toEqual([]);
  });

  it(
    'leave out one that reaches the threshold by itself, and one that was rescinded',
    proves({ '6.5/split-purchases': splitPurchases }),
    () => {
      expect(split([purchase(), purchase({ amount: 100_000_000 })])).toEqual([]);
      expect(split([purchase(), purchase({ rescindedOn: '2025-10-05' })])).toEqual([]);
      expect(split([purchase(), purchase({ amount: 99_999_999 })])).toHaveLength(1);
    },
  );

  it('are of one institution and one supplier', proves({ '6.5/split-purchases': splitPurchases }), () => {
    expect(split([purchase(), purchase({ supplier: seller(2) })])).toEqual([]);
    expect(split([purchase(), purchase({ institution: buyer(2) })])).toEqual([]);
  });

  it('are told once for a chain, and again after a pause', proves({ '6.5/split-purchases': splitPurchases }), () => {
    const chain = ['2025-01-01', '2025-01-20', '2025-02-10', '2025-03-01'];
    expect(numbersOf(on(...chain))).toEqual([chain]);
    const later = ['2025-06-01', '2025-06-02'];
    expect(numbersOf(on(...later, ...chain.toReversed()))).toEqual([chain, later]);
  });

  it('keep windows apart that share no contract', proves({ '6.5/split-purchases': splitPurchases }), () => {
    expect(numbersOf(on('2025-01-01', '2025-01-30', '2025-03-15', '2025-03-16'))).toEqual([
      ['2025-01-01', '2025-01-30'],
      ['2025-03-15', '2025-03-16'],
    ]);
  });

  it('leave out what lies between two windows', proves({ '6.5/split-purchases': splitPurchases }), () => {
    const small = { amount: 1 };
    const days = numbersOf([
      ...on('2025-01-01', '2025-01-02'),
      purchase({ ...small, concludedOn: '2025-02-15' }),
      ...on('2025-04-01', '2025-04-02'),
    ]);
    expect(days).toEqual([
      ['2025-01-01', '2025-01-02'],
      ['2025-04-01', '2025-04-02'],
    ]);
  });

  it('R-40: have an exact sum, whatever the amounts', () => {
    const threshold = Number.MAX_SAFE_INTEGER;
    const amount = threshold - 1;
    const limits = { ...LIMITS, 'contracts.splitThresholdAmount': threshold };
    const [flag] = splitPurchases([purchase({ amount }), purchase({ amount })], limits);
    expect(flag?.figures.amount).toBe(2n * BigInt(amount));
  });
});

describe('§6.5: institutions that buy from one supplier only', () => {
  const single = (purchases: readonly Purchase[]) => singleSuppliers(purchases, LIMITS);

  it('are told from so many contracts on', proves({ '6.5/single-supplier': singleSuppliers }), () => {
    const three = on('2025-03-01', '2025-01-01', '2025-02-01');
    expect(single(three.slice(1))).toEqual([]);
    expect(single(three)).toMatchObject([
      {
        rule: 'SINGLE_SUPPLIER',
        institution: buyer(1),
        suppliers: [seller(1)],
        from: '2025-01-01',
        to: '2025-03-01',
        figures: { contracts: 3, amount: 180_000_000n, contractsMin: 3 },
        concerned: ['INST-1', seller(1).businessNumber],
      },
    ]);
  });

  it('are none once they bought elsewhere', proves({ '6.5/single-supplier': singleSuppliers }), () => {
    expect(single([...on('2025-01-01', '2025-02-01', '2025-03-01'), purchase({ supplier: seller(2) })])).toEqual([]);
  });

  it(
    'count no contract of another institution, and none that was rescinded',
    proves({ '6.5/single-supplier': singleSuppliers }),
    () => {
      const two = on('2025-01-01', '2025-02-01');
      expect(single([...two, purchase({ institution: buyer(2) })])).toEqual([]);
      expect(single([...two, purchase({ rescindedOn: '2025-03-02' })])).toEqual([]);
      expect(single([...two, purchase(), purchase({ supplier: seller(2), rescindedOn: '2025-03-02' })])).toHaveLength(
        1,
      );
    },
  );

  it('show the newest name of the supplier', () => {
    const renamed = purchase({ supplier: { ...seller(1), name: '새 이름' }, concludedOn: '2025-12-01' });
    expect(single([renamed, ...on('2025-01-01', '2025-02-01')])[0]?.suppliers).toEqual([renamed.supplier]);
  });
});

describe('Red flags', () => {
  it('are those of all rules, and each rule says what it looks at', () => {
    const purchases = on('2025-01-01', '2025-01-02', '2025-01-03');
    const offers = [1, 2].map((n) => ({ supplier: seller(n), amount: 1 }));
    const flags = redFlagsOn(purchases, [{ ...purchase(), offers }], LIMITS);
    expect(flags.map(({ rule }) => rule)).toEqual(RED_FLAGS);
    for (const rule of RED_FLAGS) expect(Object.values(RULE_TEXTS[rule]).every((text) => text !== '')).toBe(true);
    expect(redFlagsOn([], [], LIMITS)).toEqual([]);
  });
});
