import type { ContractLine } from '#common/events/definitions/contract-facts.js';
import type { DebarmentPeriod } from '#common/kernel/debarment.js';
import { PolicyTable } from '#common/kernel/policy.js';
import { personas, supplierOf } from '#testing/personas.js';
import { proves } from '#testing/proves.js';
import { momentOf, refusalOf } from '#testing/specification.js';
import { toldBy, waitsIn } from '#testing/told.js';
import { answering, broken, correcting, deciding, reporting } from '../../testing/breaking.js';
import {
  askingQuotes,
  choosing,
  entry,
  need,
  negotiated,
  planned,
  quoting,
  secondListing,
  signing,
  stating,
} from '../../testing/contract-steps.js';
import { DIVIDED, joint, LEAD, LINES, partner, SECOND, SHARED, THIRD, together } from '../../testing/joint-steps.js';
import { amending, running, signingAmendment, terminating } from '../../testing/running.js';
import { contractType } from '../contract.type.js';
import { amendContract, bringsIntoForce, signAmendment } from './amending.js';
import { openAmendment } from './amendment.rules.js';
import { ensureOfferedBy, ensureOpen } from './catalog-entry.js';
import { chooseSupplier } from './choosing.js';
import {
  consortiumOf,
  ensureParts,
  furtherNumbers,
  isLastToSign,
  jointFacts,
  signerOf,
  signersOf,
  supplierNumbersOf,
} from './consortium.rules.js';
import { answerableOf } from './ending.rules.js';
import { ensureMembers, formConsortium, type ConsortiumInput } from './forming-consortia.js';
import { agreeTerms } from './negotiating.js';
import { concludes, ensureElectronic, signContract } from './signing.js';

const second = SECOND.businessNumber;
const third = THIRD.businessNumber;
const always: DebarmentPeriod = { from: '2025-01-01', to: '2027-12-31' };
const CLOSED = 'LISTING_NOT_CONTRACTABLE';

/** A quote of the supplier, with this consortium. */
const offering = (consortium: ConsortiumInput, listed = together()) =>
  quoting({ entry: listed, lines: LINES, consortium });

const offered = (priceCode: string, amount = 1_000_000): ContractLine => ({
  priceCode,
  item: '품목',
  unit: '월',
  quantity: 1,
  unitPrice: amount,
  vatIncluded: true,
  billingModel: 'FLAT',
  amount,
});

describe('The consortium (공동수급체) of an offer', () => {
  const asked = negotiated('quoting', planned(), { listed: together() }).on('2025-10-10').by(personas.supplier);

  it(
    '§5.6: has its representative first, to whom shares are left',
    proves({ '5.6/joint-contract': formConsortium }),
    () => {
      const quoted = asked.when(offering(SHARED)).thenEvents('QuoteSubmitted');
      expect(quoted.state.invitations[0]?.offer?.consortium).toEqual({
        manner: 'JOINT',
        members: [
          { supplier: expect.objectContaining({ businessNumber: LEAD }) as object, perMille: 500 },
          { supplier: SECOND, perMille: 333 },
          { supplier: THIRD, perMille: 167 },
        ],
      });
      expect(asked.given(offering(DIVIDED)).state.invitations[0]?.offer?.consortium).toMatchObject({
        manner: 'DIVIDED',
        members: [{ priceCodes: ['STD'] }, { priceCodes: ['DATA'] }, { priceCodes: ['HELP'] }],
      });
      expect(asked.given(quoting({ entry: together(), lines: LINES })).state.invitations[0]?.offer).not.toHaveProperty(
        'consortium',
      );
    },
  );

  it(
    'A-38: has five members at most, each company once, and none that nobody has verified',
    proves({ '5.6/joint-contract': ensureMembers }),
    () => {
      const many = (count: number) => Array.from({ length: count }, (_, i) => String(5_000_000_000 + i));
      const among = (numbers: readonly string[], known = numbers) => {
        const partners = known.map((businessNumber) => partner({ ...SECOND, businessNumber }));
        const members = numbers.map((businessNumber) => ({ businessNumber, perMille: 100 }));
        return asked.when(offering({ manner: 'JOINT', members }, { ...together(), partners }));
      };
      among(many(4)).thenEvents('QuoteSubmitted');
      among(many(5)).thenRefused('CONSORTIUM_TOO_LARGE');
      among([second, second]).thenRefused('CONSORTIUM_MEMBER_REPEATED');
      among([LEAD]).thenRefused('CONSORTIUM_MEMBER_REPEATED');
      among([second, third], [second]).thenRefused('CONSORTIUM_MEMBER_UNKNOWN');
      asked.when(offering(SHARED, { ...together(), partners: [] })).thenRefused('CONSORTIUM_MEMBER_UNKNOWN');
      asked.when(offering(SHARED, entry())).thenRefused('CONSORTIUM_MEMBER_UNKNOWN');
    },
  );

  it('R-39: has no part of the institution itself', proves({ '5.6/joint-contract': ensureMembers }), () => {
    const institution = { code: '333-33-33333', name: '수요기관 3', type: 'PUBLIC' } as const;
    const members = { manner: 'JOINT', members: [{ businessNumber: second, perMille: 500 }] } as const;
    const given = { entry: together(), policy: momentOf('2025-10-10').policy };
    expect(refusalOf(() => ensureMembers({ institution }, THIRD, members, given))).toBe('SAME_ORGANISATION');
    const other = { ...institution, code: '333-33-33334' };
    expect(ensureMembers({ institution: other }, THIRD, members, given)).toEqual([SECOND]);
  });

  it(
    'A-38: shares all of it by a tenth or more each, the representative included',
    proves({ '5.6/joint-contract': formConsortium }),
    () => {
      const shared = (...shares: readonly (number | undefined)[]): ConsortiumInput => ({
        manner: 'JOINT',
        members: shares.map((perMille, i) => ({
          businessNumber: [second, third][i] ?? '',
          ...(perMille !== undefined && { perMille }),
        })),
      });
      for (const shares of [[100], [900], [800, 100], [100, 800]])
        asked.when(offering(shared(...shares))).thenEvents('QuoteSubmitted');
      for (const shares of [[99], [901], [801, 100], [500, 99], [undefined]])
        asked.when(offering(shared(...shares))).thenRefused('CONSORTIUM_PART_INVALID');
      const both = { businessNumber: second, perMille: 500, priceCodes: ['DATA'] };
      asked.when(offering({ manner: 'JOINT', members: [both] })).thenRefused('CONSORTIUM_PART_INVALID');
      const policy = PolicyTable.from({
        rows: [{ key: 'contracts.jointShareMinPerMille', from: '2025-01-01', value: 50, basis: '시험' }],
      });
      const formed = (moment = momentOf('2025-10-10', policy)) =>
        formConsortium(shared(50), { representative: THIRD, further: [SECOND], lines: [offered('STD')] }, moment);
      expect(formed()).toMatchObject({ members: [{ perMille: 950 }, { perMille: 50 }] });
      expect(refusalOf(() => formed(momentOf('2025-10-10')))).toBe('CONSORTIUM_PART_INVALID');
    },
  );

  it(
    '§5.6: divides the lines of the offer, each to one member, and leaves none without a part in won',
    proves({ '5.6/joint-contract': formConsortium }),
    () => {
      const divided = (...codes: readonly (readonly string[] | undefined)[]): ConsortiumInput => ({
        manner: 'DIVIDED',
        members: codes.map((priceCodes, i) => ({
          businessNumber: [second, third][i] ?? '',
          ...(priceCodes !== undefined && { priceCodes }),
        })),
      });
      asked.when(offering(divided(['DATA', 'HELP']))).thenEvents('QuoteSubmitted');
      for (const codes of [[undefined], [[]], [['NONE']], [['DATA'], ['DATA']], [['DATA'], ['HELP', 'DATA']]])
        asked.when(offering(divided(...codes))).thenRefused('CONSORTIUM_PART_INVALID');
      const both = { businessNumber: second, perMille: 500, priceCodes: ['DATA'] };
      asked.when(offering({ manner: 'DIVIDED', members: [both] })).thenRefused('CONSORTIUM_PART_INVALID');
      // Nothing is left to the representative.
      asked.when(offering(divided(['STD', 'DATA'], ['HELP']))).thenRefused('CONSORTIUM_PART_MISSING');
      const free = { representative: THIRD, further: [SECOND], lines: [offered('STD'), offered('DATA', 0)] };
      expect(refusalOf(() => formConsortium(divided(['DATA']), free, momentOf('2025-10-10')))).toBe(
        'CONSORTIUM_PART_MISSING',
      );
    },
  );

  it(
    'is not chosen with a member that has made an offer itself; that it was asked, or is named by a rival, bars nothing',
    proves({ '5.6/joint-contract': chooseSupplier }),
    () => {
      const rival = entry({ ...secondListing, supplier: SECOND });
      const both = planned().on('2025-09-30').given(askingQuotes(together(), rival));
      const named = both.on('2025-10-10').by(personas.supplier).given(offering(SHARED));
      const choice = choosing({ entry: together(), comparisonIds: [] });
      named.on('2025-10-13').when(choice).thenRefused('COMPARISON_MISSING');
      const own = named.by(supplierOf(second)).given(quoting({ supplier: supplierOf(second), entry: rival }));
      own.on('2025-10-13').when(choice).thenRefused('CONSORTIUM_MEMBER_COMPETES');
      const other = choosing({ entry: rival, requestNo: 2, comparisonIds: [] });
      own.on('2025-10-13').when(other).thenRefused('COMPARISON_MISSING');
    },
  );
});

describe('A debarred member of a consortium', () => {
  const partners = [partner(SECOND), partner(THIRD, [always])];
  const debarred = together(...partners);
  const lifted = together(partner(SECOND), partner(THIRD, [{ ...always, freeFrom: '2025-02-01' }]));

  it(
    'closes the doors that a debarred supplier closes: offer, choice, signature, amendment',
    proves({ '5.6/joint-debarment': ensureOpen }),
    () => {
      const asked = negotiated('quoting', planned(), { listed: together() }).on('2025-10-10').by(personas.supplier);
      asked.when(offering(SHARED, debarred)).thenRefused(CLOSED);
      asked.when(offering(SHARED, lifted)).thenEvents('QuoteSubmitted');
      joint('quoted')
        .on('2025-10-13')
        .when(choosing({ entry: debarred }))
        .thenRefused(CLOSED);
      const drafted = joint('drafted');
      for (const signer of [signing('INSTITUTION', 1, debarred), signing('SUPPLIER', 1, debarred, second)])
        drafted.when(signer).thenRefused(CLOSED);
      const active = running(joint('signed'));
      const more = { lines: LINES.map((one) => ({ ...one, quantity: 7 })) };
      active.when(amending({ ...more, entry: debarred })).thenRefused(CLOSED);
      const proposed = active.given(amending({ ...more, entry: together() }));
      proposed.when(signingAmendment('SUPPLIER', undefined, { member: second, entry: debarred })).thenRefused(CLOSED);
    },
  );

  it('is named, and so is the listing', () => {
    const refused = () => ensureOpen(debarred, momentOf('2025-10-10'));
    expect(refused).toThrow(`supplier ${third} is debarred on 2025-10-10`);
    expect(() => ensureOpen(lifted, momentOf('2025-10-10'))).not.toThrow();
  });

  it(
    'R-23: or one whose business was transferred is not signed with',
    proves({ '5.6/joint-debarment': ensureOfferedBy }),
    () => {
      const gone = together(partner(SECOND), { businessNumber: third, debarments: [] });
      joint('drafted')
        .when(signing('INSTITUTION', undefined, gone))
        .thenRefused(CLOSED);
      expect(() => ensureOfferedBy(gone, LEAD)).toThrow(`member ${third} has no listing any longer`);
    },
  );
});

describe('The terms of a joint contract', () => {
  const chosen = joint('chosen', DIVIDED).on('2025-10-15');

  it('leave each member a part', proves({ '5.6/joint-contract': agreeTerms }), () => {
    const without = LINES.slice(0, 2);
    chosen.when(stating('INSTITUTION', { lines: without })).thenRefused('CONSORTIUM_PART_MISSING');
    chosen.when(stating('INSTITUTION', { lines: LINES })).thenEvents('TermsStated');
    joint('chosen')
      .on('2025-10-15')
      .when(stating('INSTITUTION', { lines: without }))
      .thenEvents('TermsStated');
  });

  it('have a price where its suppliers divide it', proves({ '5.6/joint-contract': ensureParts }), () => {
    const estimated = { lines: LINES, priceForm: 'ESTIMATED', cap: 10_000_000 } as const;
    chosen.when(stating('INSTITUTION', estimated)).thenRefused('CONSORTIUM_FORM_INVALID');
    joint('chosen').on('2025-10-15').when(stating('INSTITUTION', estimated)).thenEvents('TermsStated');
  });

  it('are stated by the representative alone, and each member knows the contract from the choice on', () => {
    const numbers = ({ versions }: typeof chosen.state) => versions.suppliers.map((one) => one.businessNumber);
    expect(numbers(joint('quoted').state)).toEqual([LEAD]);
    expect(numbers(chosen.state)).toEqual([LEAD, second, third]);
    expect(supplierNumbersOf(chosen.state)).toEqual([LEAD, second, third]);
    expect(supplierNumbersOf(joint('quoted').state)).toEqual([]);
    const before = chosen.state.versions;
    const after = chosen.given(stating('INSTITUTION', { lines: LINES })).state.versions;
    expect(after.public).toBe(before.public);
    expect(after.suppliers.map((one, i) => one.version - before.suppliers[i]!.version)).toEqual([1, 1, 1]);
  });
});

describe('A joint contract', () => {
  const drafted = joint('drafted').on('2025-10-17');
  const by = (member: string, attempt?: number) => signing('SUPPLIER', attempt, together(), member);

  it(
    'State Contract Act Art. 25: is concluded once the institution and each member have signed, in any order',
    proves({ '5.6/joint-signatures': signContract }),
    () => {
      const parties = [signing('INSTITUTION', 1, together()), by(LEAD, 1), by(second, 1), by(third, 1)];
      for (const order of [
        [0, 1, 2, 3],
        [3, 2, 1, 0],
        [1, 3, 0, 2],
      ]) {
        const steps = order.map((i) => parties[i]!);
        const [last] = steps.slice(-1);
        const waiting = drafted.given(...steps.slice(0, -1));
        expect(waiting.state).toMatchObject({ status: 'SIGNING', signatures: [{}, {}, {}] });
        const concluded = waiting.when(last!).thenEvents('SignatureGiven', 'ContractSigned');
        expect(concluded.state).toMatchObject({ status: 'CONCLUDED', concludedAttempt: 1 });
      }
    },
  );

  it('is signed by each member once', proves({ '5.6/joint-signatures': isLastToSign }), () => {
    const signed = drafted.given(by(second));
    signed.when(by(second)).thenRefused('ALREADY_SIGNED');
    signed.when(by(third)).thenEvents('SignatureGiven');
    const all = signed.given(by(third), by(LEAD));
    expect(concludes(all.state, { party: 'INSTITUTION' })).toBe(true);
    expect(concludes(signed.state, { party: 'INSTITUTION' })).toBe(false);
    expect(concludes(all.state, { party: 'SUPPLIER', member: second })).toBe(false);
    expect(all.state.signatures.map(({ party, member }) => [party, member])).toEqual([
      ['SUPPLIER', second],
      ['SUPPLIER', third],
      ['SUPPLIER', LEAD],
    ]);
  });

  it('is concluded by the last signature on money of its own try alone', () => {
    const ordered = drafted.given(signing('INSTITUTION', undefined, together()), by(LEAD), by(second));
    ordered.when(by(third)).thenRefused('SIGNING_LAPSED');
    ordered.when(by(third, 1)).thenEvents('SignatureGiven', 'ContractSigned');
  });

  it('by catalog is confirmed by each member after the order', proves({ '5.6/joint-signatures': signContract }), () => {
    const catalog = { ...drafted.state, need: { ...need, method: 'CATALOG' as const } };
    const agreed = { ...together(), agreements: entry({}, true).agreements };
    const given = { party: 'SUPPLIER', member: second, entry: agreed } as const;
    expect(refusalOf(() => signContract(catalog, given, drafted.moment))).toBe('DELIVERY_ORDER_MISSING');
    const ordered = {
      ...catalog,
      signatures: [{ party: 'INSTITUTION', act: 'DELIVERY_ORDER', by: 'x', at: 'x' }],
    } as const;
    expect(signContract(ordered, given, drafted.moment)).toMatchObject([
      { data: { act: 'CONFIRMATION', member: second } },
    ]);
  });

  it('R-47: is signed by the certificate of the member', proves({ '5.6/joint-signatures': ensureElectronic }), () => {
    const certificate = { subject: 'x', issuer: 'x', serialNumber: '1', notBefore: 'x', notAfter: 'x' };
    const { document } = drafted.state;
    const cms = { p7s: 'MII=', sha256: document!.sha256, signedAt: '2025-10-17T01:00:00.000Z' };
    const signed = (organisation: string, member?: string) =>
      refusalOf(() =>
        ensureElectronic(
          drafted.state,
          {
            party: 'SUPPLIER',
            ...(member !== undefined && { member }),
            cms: { ...cms, certificate: { ...certificate, organisation } },
          },
          drafted.moment,
        ),
      );
    expect([signed(second, second), signed(LEAD)]).toEqual(['nothing refused', 'nothing refused']);
    expect([signed(LEAD, second), signed(second, third)]).toEqual(['CMS_OTHER_ORGANISATION', 'CMS_OTHER_ORGANISATION']);
  });

  it('knows for whom a person signs', proves({ '5.6/joint-signatures': signerOf }), () => {
    const { state } = drafted;
    expect(signersOf(state)).toEqual([
      { party: 'INSTITUTION' },
      ...[LEAD, second, third].map((member) => ({ party: 'SUPPLIER', member })),
    ]);
    expect(signerOf(state, personas.buyer)).toEqual({ party: 'INSTITUTION' });
    for (const member of [LEAD, second, third])
      expect(signerOf(state, supplierOf(member))).toEqual({ party: 'SUPPLIER', member });
    expect(refusalOf(() => signerOf(state, personas.competitor))).toBe('FORBIDDEN');
    expect(refusalOf(() => signerOf(state, { ...supplierOf(second), roles: ['AUDITOR'] }))).toBe('FORBIDDEN');
    expect(refusalOf(() => signerOf(state, { kind: 'person', sub: 'nobody', roles: ['SUPPLIER'] }))).toBe('FORBIDDEN');
    const single = negotiated('drafted').state;
    expect(signersOf(single)).toEqual([{ party: 'INSTITUTION' }, { party: 'SUPPLIER' }]);
    expect(signerOf(single, personas.supplier)).toEqual({ party: 'SUPPLIER' });
  });

  it('waits for each signer that is missing', () => {
    const waits = (contract: typeof drafted) =>
      waitsIn(contractType, contract)
        .filter((one) => one.startsWith('SIGN_'))
        .map((one) => one.split(' ').slice(0, 2).join(' '));
    expect(waits(drafted.given(by(second)))).toEqual([
      'SIGN_CONTRACT INSTITUTION@1000001',
      `SIGN_CONTRACT SUPPLIER@${LEAD}`,
      `SIGN_CONTRACT SUPPLIER@${third}`,
    ]);
  });

  it('tells the public who performs it, and for how much', proves({ '5.6/joint-contract': jointFacts }), () => {
    const { concluded } = joint('signed').state;
    expect(concluded?.supplier.businessNumber).toBe(LEAD);
    expect(concluded?.jointContract).toEqual({
      manner: 'JOINT',
      suppliers: [
        { businessNumber: LEAD, name: '제공기업 2', amount: 5_000_000 },
        { businessNumber: second, name: SECOND.name, amount: 3_330_000 },
        { businessNumber: third, name: THIRD.name, amount: 1_670_000 },
      ],
    });
    const divided = joint('signed', DIVIDED).state.concluded?.jointContract;
    expect(divided?.suppliers.map(({ amount }) => amount)).toEqual([6_000_000, 3_000_000, 1_000_000]);
    expect(negotiated('signed').state.concluded).not.toHaveProperty('jointContract');
  });
});

describe('An amendment of a joint contract', () => {
  const active = running(joint('signed', DIVIDED)).on('2026-03-02');
  const less = { lines: [LINES[0]!, { ...LINES[1]!, quantity: 2 }, LINES[2]!], until: '2026-10-19', entry: together() };
  const by = (member: string) => signingAmendment('SUPPLIER', 0, { member, entry: together() });

  it(
    'is signed by all, and states the shares that follow',
    proves({ '5.6/joint-signatures': signAmendment, '5.6/joint-contract': amendContract }),
    () => {
      const proposed = active.given(amending(less));
      const signed = proposed.given(signingAmendment('INSTITUTION', 0, { entry: together() }), by(LEAD), by(third));
      expect(bringsIntoForce(signed.state, openAmendment(signed.state)!, { party: 'SUPPLIER', member: second })).toBe(
        true,
      );
      signed.when(by(third)).thenRefused('ALREADY_SIGNED');
      const amended = signed.when(by(second)).thenEvents('AmendmentSigned', 'ContractAmended');
      expect(amended.decided).toMatchObject([
        { data: { n: 1, party: 'SUPPLIER', member: second } },
        {
          data: { jointContract: { suppliers: [{ amount: 6_000_000 }, { amount: 2_000_000 }, { amount: 1_000_000 }] } },
        },
      ]);
    },
  );

  it('leaves each member a part', proves({ '5.6/joint-contract': amendContract }), () => {
    active.when(amending({ ...less, lines: LINES.slice(0, 2) })).thenRefused('CONSORTIUM_PART_MISSING');
  });

  it('waits for each member, and its representative tells the others of its own', () => {
    const proposed = active.by(personas.supplier).given(amending({ ...less, by: 'SUPPLIER' }));
    const to = toldBy(contractType, proposed, 'AmendmentProposed').map((one) => one.to);
    expect(to).toEqual(['INSTITUTION@1000001', `SUPPLIER@${second}`, `SUPPLIER@${third}`]);
    expect(waitsIn(contractType, proposed).filter((one) => one.startsWith('SIGN_AMENDMENT'))).toHaveLength(4);
  });
});

describe('What goes wrong in a joint contract', () => {
  const started = (consortium: ConsortiumInput) => running(joint('signed', consortium)).on('2025-12-01');
  const jointSuppliers = [second, third];

  it(
    'is answered for by all who share all of it, and by the representative where it is divided',
    proves({ '5.6/joint-contract': answerableOf }),
    () => {
      const shared = started(SHARED);
      expect(answerableOf(shared.state)).toEqual({ supplier: LEAD, jointSuppliers });
      expect(answerableOf(started(DIVIDED).state)).toEqual({ supplier: LEAD });
      const heard = shared.given(reporting(), answering());
      heard
        .when(deciding({ consequence: 'CORRECTION', correctBy: '2025-12-10' }))
        .thenEvents({ type: 'BreachDecided', data: { supplier: LEAD, jointSuppliers } })
        .when(correcting())
        .thenEvents({ type: 'BreachCorrected', data: { supplier: LEAD, jointSuppliers } });
      shared
        .given(...broken)
        .when(terminating({ ground: 'BREACH' }))
        .thenEvents({ type: 'TerminationNoticed', data: { supplier: LEAD, jointSuppliers } });
    },
  );

  it('is told to each member', () => {
    const reported = started(SHARED).given(reporting());
    expect(toldBy(contractType, reported, 'BreachReported').map((one) => one.to)).toEqual(
      [LEAD, second, third].map((number) => `SUPPLIER@${number}`),
    );
  });
});

it('A contract with one supplier has no consortium', proves({ '5.6/joint-contract': jointFacts }), () => {
  const { state } = negotiated('chosen');
  expect([consortiumOf(state), furtherNumbers(undefined)]).toEqual([undefined, []]);
  expect(jointFacts(state, { amount: 1, lines: [] })).toEqual({});
});
