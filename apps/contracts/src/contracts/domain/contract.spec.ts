import fc from 'fast-check';
import { sampleContract } from '#common/events/definitions/contract-facts.js';
import { sampleCertificate } from '#common/events/definitions/samples.js';
import { vatInclusive } from '#common/kernel/money.js';
import { propertyRuns } from '#testing/property-runs.js';
import { at, buyer, competitor, entry, fold, Life, secondListing, seller, SYSTEM } from '../../testing/builders.js';
import { cancelContract, nextTick, registerUsage, tick } from './after-conclusion.js';
import { declineRequest, submitProposal, submitQuote, type OfferInput } from './answering.js';
import { whyNotContractable } from './catalog-entry.js';
import { chooseSupplier, evaluateProposals } from './choosing.js';
import type { Need, Party } from './contract.state.js';
import { migrateContract } from './migrating.js';
import { requestProposals, requestQuotes } from './requesting.js';
import { concludes, lapseSigning, signContract } from './signing.js';
import { agreeTerms, draftContract, type TermsInput } from './terms.js';

const line = (changed = {}) => ({
  priceCode: 'STD',
  quantity: 12,
  unitPrice: 1_000_000,
  vatIncluded: true,
  ...changed,
});
const quote = (changed: Partial<OfferInput> = {}): OfferInput => ({
  supplier: seller,
  requestNo: 1,
  listingVersion: 1,
  lines: [line()],
  entry: entry(),
  ...changed,
});
const terms = (party: Party, changed: Partial<TermsInput> = {}): TermsInput => ({
  party,
  lines: [line({ unitPrice: 900_000 })],
  period: { from: '2025-10-20', to: '2026-10-19' },
  sla: '월 가용률 99.9 %',
  billingModel: 'FLAT',
  endOfContractData: '30일 안에 돌려주고 지운다.',
  noBroker: true,
  ...changed,
});
const deposit = { kind: 'DEPOSIT', amount: 1_080_000 } as const;

/** The negotiated contract of the story, up to one of its days. */
function negotiated(upTo: 'quoting' | 'quoted' | 'chosen' | 'agreed' | 'drafted' | 'signed', life = new Life()): Life {
  const steps: readonly [string, () => unknown][] = [
    ['quoting', () => life.on('2025-09-30', (s, m) => requestQuotes(s, { entries: [entry()] }, m), buyer)],
    ['quoted', () => life.on('2025-10-10', (s, m) => submitQuote(s, quote(), m), seller)],
    ['chosen', () => life.on('2025-10-13', (s, m) => chooseSupplier(s, { requestNo: 1, reason: '적합' }, m), buyer)],
    [
      'agreed',
      () => {
        life.on('2025-10-15', (s, m) => agreeTerms(s, terms('INSTITUTION'), m), buyer);
        life.on('2025-10-15', (s, m) => agreeTerms(s, terms('SUPPLIER'), m), seller);
      },
    ],
    [
      'drafted',
      () => life.on('2025-10-16', (s, m) => draftContract(s, { deposit, routeWarningAcknowledged: false }, m), buyer),
    ],
    [
      'signed',
      () => {
        life.on('2025-10-17', (s, m) => signContract(s, { party: 'INSTITUTION', entry: entry() }, m), buyer);
        life.on(
          '2025-10-17',
          (s, m) => signContract(s, { party: 'SUPPLIER', entry: entry(), reservedAttempt: 1 }, m),
          seller,
        );
      },
    ],
  ];
  for (const [name, act] of steps) {
    act();
    if (name === upTo) break;
  }
  return life;
}

describe('A listing can be contracted', () => {
  const on = '2025-10-01';
  it.each([
    ['while it is active, valid and certified', entry(), 'NEGOTIATED', undefined],
    ['not while it is suspended', entry({ status: 'SUSPENDED' }), 'NEGOTIATED', 'it is SUSPENDED'],
    ['not after its validity', entry({ validTo: '2025-09-30' }), 'NEGOTIATED', 'it was valid to 2025-09-30'],
    ['on its last day', entry({ validTo: on }), 'NEGOTIATED', undefined],
    [
      'not when its certificate has run out',
      entry({ certificates: [{ ...sampleCertificate, validTo: '2025-09-30' }] }),
      'NEGOTIATED',
      'none of its security certificates is valid on 2025-10-01',
    ],
    [
      'without certificate when it is a support service (A-01)',
      entry({ certificates: [], service: { ...entry().listing.service, kind: 'CLOUD_SUPPORT' } }),
      'NEGOTIATED',
      undefined,
    ],
    ['by catalog with an agreement in force', entry({}, true), 'CATALOG', undefined],
    ['not by catalog without one', entry(), 'CATALOG', 'no catalog agreement is in force on 2025-10-01'],
  ] as const)('%s', (_, catalogEntry, method, why) => {
    expect(whyNotContractable(catalogEntry, method, on)).toBe(why);
  });
});

describe('A negotiated contract', () => {
  it('takes nine business days in the story, over Chuseok', () => {
    const life = negotiated('signed');
    expect(life.state.status).toBe('CONCLUDED');
    expect(life.state.concluded).toMatchObject({
      contractNo: 'NC-2025-018F6F2A0000',
      legalBasis: '국가계약법 시행령 제26조제1항제5호아목',
      amount: 10_800_000,
      vat: 981_818,
      neededOn: '2025-09-29',
      concludedOn: '2025-10-17',
      leadTimeBusinessDays: 9,
      listingVersion: 1,
    });
    expect(life.state.registration).toMatchObject({ status: 'DUE', due: { dueAt: '2025-11-10T15:00:00.000Z' } });
  });

  it('asks for quotes by the third business day, the holidays skipped', () => {
    const { state } = negotiated('quoting');
    expect(state.invitations[0]?.due).toMatchObject({ dueAt: '2025-10-10T15:00:00.000Z', basis: 'bd', rule: 'A-25' });
    expect(state.step).toMatchObject({ key: 'CHOICE', dueAt: '2025-10-13T15:00:00.000Z' });
  });

  it.each([
    ['LOCAL', '지방계약법 시행령 제25조제1항'],
    ['PUBLIC', '해당 기관의 계약 규정'],
  ] as const)('of a %s institution rests on its own law', (type, basis) => {
    expect(negotiated('quoting', new Life({}, type)).state.legalBasis).toBe(basis);
  });

  it.each<[string, Partial<Need>]>([
    ['GRADE_TOO_LOW', { sensitivity: 'HIGH' }],
    ['METHOD_IS_CATALOG', { method: 'CATALOG' }],
  ])('refuses to ask with %s', (code, need) => {
    const life = new Life(need);
    expect(() => life.on('2025-09-30', (s, m) => requestQuotes(s, { entries: [entry()] }, m))).toThrow(code);
  });

  it('refuses a listing that is not offered on the network needed', () => {
    const external = entry({ service: { ...entry().listing.service, networks: ['EXTERNAL'] } });
    expect(() => new Life().on('2025-09-30', (s, m) => requestQuotes(s, { entries: [external] }, m))).toThrow(
      'NETWORK_MISMATCH',
    );
  });

  it('asks the same listing once while its answer is open', () => {
    const life = negotiated('quoting');
    expect(() => life.on('2025-10-01', (s, m) => requestQuotes(s, { entries: [entry()] }, m))).toThrow(
      'LISTING_ALREADY_ASKED',
    );
  });
});

describe('A quote', () => {
  it.each<[string, Partial<OfferInput>]>([
    ['PRICE_ABOVE_LISTED', { lines: [line({ unitPrice: 1_000_001 })] }],
    ['PRICE_ABOVE_LISTED', { lines: [line({ vatIncluded: false })] }],
    ['PRICE_LINE_UNKNOWN', { lines: [line({ priceCode: 'PRO' })] }],
    ['LINE_REPEATED', { lines: [line(), line()] }],
    ['LISTING_VERSION_STALE', { listingVersion: 2 }],
    ['NOT_FOUND', { supplier: competitor }],
    ['NOT_FOUND', { requestNo: 2 }],
  ])('is refused with %s', (code, changed) => {
    const life = negotiated('quoting');
    expect(() => life.on('2025-10-10', (s, m) => submitQuote(s, quote(changed), m))).toThrow(code);
  });

  it('comes until 24:00 of the day it is due', () => {
    negotiated('quoting').on('2025-10-10T23:59', (s, m) => submitQuote(s, quote(), m), seller);
    const late = negotiated('quoting');
    expect(() => late.on('2025-10-11T00:00', (s, m) => submitQuote(s, quote(), m))).toThrow('ANSWER_OVERDUE');
  });

  it('is good for thirty days and pins the version it was priced by', () => {
    const offer = negotiated('quoted').state.invitations[0]?.offer;
    expect(offer).toMatchObject({ validTo: '2025-11-09', amount: 12_000_000, listing: { version: 1 } });
  });

  it('is answered once', () => {
    const life = negotiated('quoted');
    expect(() => life.on('2025-10-10', (s, m) => submitQuote(s, quote(), m))).toThrow('REQUEST_ANSWERED');
  });
});

describe('The choice', () => {
  const choose = (life: Life, day: string, changed = {}) =>
    life.on(day, (s, m) => chooseSupplier(s, { requestNo: 1, reason: '적합', ...changed }, m), buyer);

  it('waits until the answers are due: they are sealed before', () => {
    expect(() => choose(negotiated('quoted'), '2025-10-10T18:00')).toThrow('OFFERS_SEALED');
  });

  it('does not wait for whoever declined', () => {
    const life = negotiated('quoting');
    life.on('2025-10-01', (s, m) => declineRequest(s, { supplier: seller, requestNo: 1, reason: '일정' }, m), seller);
    expect(() => choose(life, '2025-10-01')).toThrow('NO_VALID_OFFER');
  });

  it('needs an offer that is still valid', () => {
    expect(() => choose(negotiated('quoted'), '2025-11-10')).toThrow('NO_VALID_OFFER');
  });

  it('rests on a saved comparison when there was more than one candidate', () => {
    const life = new Life();
    const entries = [entry(), entry(secondListing)];
    life.on('2025-09-30', (s, m) => requestQuotes(s, { entries }, m), buyer);
    life.on('2025-10-10', (s, m) => submitQuote(s, quote(), m), seller);
    expect(() => choose(life, '2025-10-13')).toThrow('COMPARISON_MISSING');
    choose(life, '2025-10-13', { comparisonId: '018f6f2a-0000-7000-8000-00000000000c' });
    expect(life.state.status).toBe('NEGOTIATING');
  });
});

describe('Terms', () => {
  it('are agreed when both parties have stated the same', () => {
    const life = negotiated('chosen');
    life.on('2025-10-15', (s, m) => agreeTerms(s, terms('SUPPLIER'), m), seller);
    life.on('2025-10-15', (s, m) => agreeTerms(s, terms('INSTITUTION', { sla: '99.99 %' }), m), buyer);
    expect(life.state.status).toBe('NEGOTIATING');
    life.on('2025-10-15', (s, m) => agreeTerms(s, terms('INSTITUTION'), m), buyer);
    expect(life.state).toMatchObject({ status: 'DRAFTED', terms: { amount: 10_800_000 } });
  });

  it.each<[string, Partial<TermsInput>]>([
    ['PRICE_ABOVE_QUOTE', { lines: [line({ unitPrice: 1_000_001 })] }],
    ['PRICE_ABOVE_QUOTE', { lines: [line({ quantity: 13 })] }],
    ['ATTESTATION_MISSING', { noBroker: false }],
    ['BILLING_MODEL_MISMATCH', { billingModel: 'USAGE', cap: 12_000_000 }],
    ['CAP_TOO_LOW', { cap: 1 }],
    ['PERIOD_INVALID', { period: { from: '2026-10-20', to: '2026-10-19' } }],
    ['PERIOD_PAST', { period: { from: '2025-10-14', to: '2026-10-19' } }],
    ['PRICE_ABOVE_BUDGET', { cap: 30_000_001 }],
  ])('are refused with %s', (code, changed) => {
    const life = negotiated('chosen');
    expect(() => life.on('2025-10-15', (s, m) => agreeTerms(s, terms('INSTITUTION', changed), m))).toThrow(code);
  });

  it('need a payment cap when billed by use', () => {
    const prices = [{ ...entry().listing.prices[0]!, billingModel: 'USAGE' as const }];
    const life = new Life();
    life.on('2025-09-30', (s, m) => requestQuotes(s, { entries: [entry({ prices })] }, m), buyer);
    life.on('2025-10-10', (s, m) => submitQuote(s, quote({ entry: entry({ prices }) }), m), seller);
    life.on('2025-10-13', (s, m) => chooseSupplier(s, { requestNo: 1, reason: '적합' }, m), buyer);
    const byUse = terms('INSTITUTION', { billingModel: 'USAGE' });
    expect(() => life.on('2025-10-15', (s, m) => agreeTerms(s, byUse, m))).toThrow('CAP_MISSING');
    life.on('2025-10-15', (s, m) => agreeTerms(s, { ...byUse, cap: 11_000_000 }, m), buyer);
  });

  it('never let a unit price exceed the listed one', () => {
    const price = fc.integer({ min: 0, max: 2_000_000 });
    fc.assert(
      fc.property(
        price,
        price,
        fc.boolean(),
        fc.boolean(),
        fc.integer({ min: 1, max: 20 }),
        (quoted, agreed, vatQ, vatT, quantity) => {
          const life = negotiated('quoting', new Life({ budgetAmount: 1_000_000_000 }));
          try {
            const lines = [line({ unitPrice: quoted, vatIncluded: vatQ })];
            life.on('2025-10-10', (s, m) => submitQuote(s, quote({ lines }), m), seller);
            life.on('2025-10-13', (s, m) => chooseSupplier(s, { requestNo: 1, reason: '적합' }, m), buyer);
            const stated = terms('SUPPLIER', { lines: [line({ unitPrice: agreed, vatIncluded: vatT, quantity })] });
            life.on('2025-10-15', (s, m) => agreeTerms(s, stated, m), seller);
            life.on('2025-10-15', (s, m) => agreeTerms(s, { ...stated, party: 'INSTITUTION' }, m), buyer);
          } catch (refusal) {
            expect(refusal).toHaveProperty('code');
          }
          const one = life.state.terms?.lines[0];
          if (one !== undefined) expect(vatInclusive(one.unitPrice, one.vatIncluded)).toBeLessThanOrEqual(1_000_000);
        },
      ),
      propertyRuns(60),
    );
  });
});

describe('The draft', () => {
  const draft = (life: Life, d: Parameters<typeof draftContract>[1]['deposit'], routeWarningAcknowledged = false) =>
    life.on('2025-10-16', (s, m) => draftContract(s, { deposit: d, routeWarningAcknowledged }, m), buyer);

  it('names a deposit of ten percent at least', () => {
    expect(() => draft(negotiated('agreed'), { kind: 'DEPOSIT', amount: 1_079_999 })).toThrow('DEPOSIT_TOO_LOW');
    expect(draft(negotiated('agreed'), deposit)).toHaveLength(1);
  });

  it('waives it up to fifty million won', () => {
    expect(draft(negotiated('agreed'), { kind: 'WAIVER', ground: 'SMALL_AMOUNT' })).toHaveLength(1);
  });

  it.each([
    ['STATE', 'SELF', true],
    ['STATE', 'CENTRAL', false],
    ['LOCAL', 'SELF', false],
  ] as const)('of %s institutions on the %s route above 100 M: warning %s', (type, route, warned) => {
    const life = new Life({ budgetAmount: 200_000_000, route }, type);
    life.on('2025-09-30', (s, m) => requestQuotes(s, { entries: [entry()] }, m), buyer);
    life.on('2025-10-10', (s, m) => submitQuote(s, quote({ lines: [line({ quantity: 100 })] }), m), seller);
    life.on('2025-10-13', (s, m) => chooseSupplier(s, { requestNo: 1, reason: '적합' }, m), buyer);
    for (const party of ['SUPPLIER', 'INSTITUTION'] as const) {
      life.on('2025-10-15', (s, m) => agreeTerms(s, terms(party, { lines: [line({ quantity: 100 })] }), m), buyer);
    }
    const large = { kind: 'DEPOSIT', amount: 10_000_000 } as const;
    if (warned) expect(() => draft(life, large)).toThrow('ROUTE_WARNING');
    expect(() => draft(life, { kind: 'WAIVER', ground: 'SMALL_AMOUNT' }, true)).toThrow('DEPOSIT_NOT_WAIVABLE');
    expect(draft(life, large, warned)).toHaveLength(1);
  });
});

describe('Signing', () => {
  const sign = (life: Life, party: Party, reservedAttempt?: number, catalogEntry = entry()) =>
    life.on(
      '2025-10-17',
      (s, m) =>
        signContract(s, { party, entry: catalogEntry, ...(reservedAttempt !== undefined && { reservedAttempt }) }, m),
      party === 'SUPPLIER' ? seller : buyer,
    );

  it('is for each party once', () => {
    const life = negotiated('drafted');
    sign(life, 'SUPPLIER');
    expect(() => sign(life, 'SUPPLIER')).toThrow('ALREADY_SIGNED');
    expect(concludes(life.state, 'INSTITUTION')).toBe(true);
  });

  it('asks the catalog again: what was contractable when quoted need not be now', () => {
    const life = negotiated('drafted');
    expect(() => sign(life, 'SUPPLIER', undefined, entry({ status: 'SUSPENDED' }))).toThrow('LISTING_NOT_CONTRACTABLE');
  });

  it('concludes only on money reserved for the try that has not lapsed', () => {
    const life = negotiated('drafted');
    sign(life, 'INSTITUTION');
    expect(() => sign(life, 'SUPPLIER')).toThrow('SIGNING_LAPSED');
    life.on('2025-10-17T11:00', (s) => lapseSigning(s, 1));
    expect(() => sign(life, 'SUPPLIER', 1)).toThrow('SIGNING_LAPSED');
    sign(life, 'SUPPLIER', 2);
    expect(life.state).toMatchObject({ status: 'CONCLUDED', attempt: 2 });
    expect(lapseSigning(life.state, 2)).toEqual([]);
  });

  it('of a try lapses once', () => {
    const life = negotiated('drafted');
    life.on('2025-10-17', (s) => lapseSigning(s, 1));
    expect(lapseSigning(life.state, 1)).toEqual([]);
  });
});

describe('A catalog contract', () => {
  const proposal = () => quote({ entry: entry({}, true) });

  it('goes from proposals over the evaluation to delivery order and confirmation', () => {
    const life = new Life(
      { method: 'CATALOG', period: { from: '2025-10-21', to: '2026-10-20' } },
      'STATE',
      '2025-09-30',
    );
    life.on('2025-10-01', (s, m) => requestProposals(s, { entries: [entry({}, true)] }, m), buyer);
    expect(life.state.invitations[0]?.due.dueAt).toBe('2025-10-15T15:00:00.000Z');
    life.on('2025-10-14', (s, m) => submitProposal(s, proposal(), m), seller);
    const evaluations = [{ n: 1, score: 92, reason: '요구를 모두 채운다' }];
    expect(() =>
      life.on('2025-10-16', (s, m) => evaluateProposals(s, { evaluations: [], requestNo: 1, reason: '적합' }, m)),
    ).toThrow('EVALUATION_INCOMPLETE');
    life.on('2025-10-16', (s, m) => evaluateProposals(s, { evaluations, requestNo: 1, reason: '적합' }, m), buyer);
    const stated = { period: { from: '2025-10-21', to: '2026-10-20' } };
    life.on('2025-10-17', (s, m) => agreeTerms(s, terms('INSTITUTION', stated), m), buyer);
    life.on('2025-10-17', (s, m) => agreeTerms(s, terms('SUPPLIER', stated), m), seller);
    life.on('2025-10-20', (s, m) => draftContract(s, { deposit, routeWarningAcknowledged: false }, m), buyer);
    const catalogEntry = entry({}, true);
    expect(() =>
      life.on('2025-10-20', (s, m) => signContract(s, { party: 'SUPPLIER', entry: catalogEntry }, m), seller),
    ).toThrow('DELIVERY_ORDER_MISSING');
    life.on('2025-10-20', (s, m) => signContract(s, { party: 'INSTITUTION', entry: catalogEntry }, m), buyer);
    life.on(
      '2025-10-20',
      (s, m) => signContract(s, { party: 'SUPPLIER', entry: catalogEntry, reservedAttempt: 1 }, m),
      seller,
    );
    expect(life.state.signatures.map((one) => one.act)).toEqual(['DELIVERY_ORDER', 'CONFIRMATION']);
    expect(life.state.concluded).toMatchObject({
      method: 'CATALOG',
      agreementNo: '00-25-00001-00',
      leadTimeBusinessDays: 9,
      legalBasis: '조달사업법 시행령 제14조제1호·제16조',
    });
  });
});

describe('After the conclusion', () => {
  const usage = { projectName: '문서 자동화 도입', actualUser: '수요기관 1', supportProgramme: false };

  it('the contract starts on its day', () => {
    const life = negotiated('signed');
    expect(nextTick(life.state)).toEqual(new Date('2025-10-19T15:00:00Z'));
    expect(life.on('2025-10-19', tick)).toEqual([]);
    expect(life.on('2025-10-20T00:00', tick)).toEqual([
      { type: 'ContractStarted', data: { contractId: life.state.contractId, startedOn: '2025-10-20' } },
    ]);
    expect(life.state.status).toBe('ACTIVE');
  });

  it('the use is registered by the tenth of the next month, late or not', () => {
    const life = negotiated('signed');
    life.on('2025-11-11T00:00', tick);
    expect(life.state.registration?.status).toBe('OVERDUE');
    life.on('2025-11-20', (s, m) => registerUsage(s, usage, m), buyer);
    expect(life.state.registration).toMatchObject({ status: 'REGISTERED', registeredOn: '2025-11-20' });
    expect(() => life.on('2025-11-21', (s, m) => registerUsage(s, usage, m))).toThrow('USAGE_REGISTERED');
    expect(nextTick(life.state)).toBeUndefined();
  });

  it('the use cannot be registered before', () => {
    const life = negotiated('drafted');
    expect(() => life.on('2025-10-17', (s, m) => registerUsage(s, usage, m))).toThrow('CONTRACT_NOT_CONCLUDED');
  });

  it('nobody cancels it any more', () => {
    expect(() => cancelContract(negotiated('signed').state, { reason: '예산' })).toThrow('CONTRACT_NOT_PLANNED');
  });
});

describe('A contract concluded before this system', () => {
  const facts = { ...sampleContract, origin: 'MIGRATED' as const };

  it('is taken over with its registration, and reserves nothing', () => {
    const registered = { on: '2025-10-31', actualUser: '수요기관 1' };
    const events = migrateContract({ facts, projectName: '이관', registered }, at('2025-11-03'));
    expect(events.map((one) => one.type)).toEqual([
      'ContractPlanned',
      'ContractSigned',
      'ContractStarted',
      'UsageRegistered',
    ]);
    const state = fold(undefined, events, at('2025-11-03'), SYSTEM);
    expect(state).toMatchObject({ status: 'ACTIVE', registration: { status: 'REGISTERED' } });
    expect(state?.concludedAttempt).toBeUndefined();
    expect(nextTick(state)).toBeUndefined();
  });

  it('can still be registered when it never was', () => {
    const state = fold(
      undefined,
      migrateContract({ facts, projectName: '이관' }, at('2025-11-03')),
      at('2025-11-03'),
      SYSTEM,
    );
    expect(state.registration?.status).toBe('DUE');
  });
});

describe('A plan nobody pursues', () => {
  it('is cancelled after sixty idle days', () => {
    const life = negotiated('quoted');
    expect(life.on('2025-12-09T23:59', tick)).toEqual([]);
    life.on('2025-12-10T00:00', tick);
    expect(life.state).toMatchObject({ status: 'CANCELLED', cancelled: { reason: 'Nothing was done for 60 days.' } });
    expect(nextTick(life.state)).toBeUndefined();
  });

  it('must not begin in the past', () => {
    expect(() => new Life({ period: { from: '2025-09-28', to: '2026-10-19' } })).toThrow('PERIOD_PAST');
    expect(at('2025-09-29').today).toBe('2025-09-29');
  });
});
