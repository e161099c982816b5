import { systemActor } from '#common/kernel/actor.js';
import { institutionOf, personas } from '#testing/personas.js';
import { proves } from '#testing/proves.js';
import { refusalOf, type Decide } from '#testing/specification.js';
import { toldBy } from '#testing/told.js';
import { expectExactEdges } from '#testing/walk.js';
import { payingBudget } from '../../budgets/reserved-budget.js';
import { drafting, negotiated, planned, signing, type ContractSpecification } from '../../testing/contract-steps.js';
import { amending, running, signingAmendment } from '../../testing/running.js';
import { contractType } from '../contract.type.js';
import { cancelContract } from './cancelling.js';
import { ensureCompared } from './comparison.rules.js';
import type { ContractEvent } from './contract.events.js';
import { contractMachine } from './contract.evolve.js';
import { chosenOf, holderCodeOf, partyOf } from './contract.rules.js';
import type { ContractState } from './contract.state.js';
import { passContract } from './passing.js';

const next = { code: '1000002', name: '통합기관', type: 'PUBLIC' } as const;
const toNext: Decide<ContractState, ContractEvent> = (state, moment) =>
  passContract(state, { from: '1000001', institution: next }, moment);
const passing = (contract: ContractSpecification) => contract.by(systemActor('test')).when(toNext);
const passed = (contract: ContractSpecification) => contract.by(systemActor('test')).given(toNext);

describe('A contract whose institution was merged', () => {
  it(
    'is passed on once, of the one that has it, unless it was cancelled',
    proves({ '11.4/passed': passContract }),
    () => {
      passing(passed(negotiated('quoted'))).thenEvents();
      const other = { from: '1000009', institution: next };
      negotiated('quoted')
        .when((state, moment) => passContract(state, other, moment))
        .thenEvents();
      passing(planned().given((state) => cancelContract(state, { reason: '예산' }))).thenEvents();
      const own = { from: '1000001', institution: { ...next, code: '1000001' } };
      negotiated('quoted')
        .when((state, moment) => passContract(state, own, moment))
        .thenEvents();
    },
  );

  it(
    'has the legal basis of the next one before its conclusion, once there is any',
    proves({ '11.4/passed': passContract }),
    () => {
      const { decided, state } = passing(negotiated('quoted')).thenEvents('NeedPassed');
      expect(decided[0]?.data).toEqual({
        contractId: state.contractId,
        former: { code: '1000001', name: '수요기관 1' },
        institution: next,
        passedOn: '2025-10-10',
        legalBasis: '해당 기관의 계약 규정',
      });
      expect([state.status, state.institution, state.legalBasis]).toEqual(['QUOTING', next, '해당 기관의 계약 규정']);
      expect(passing(planned()).thenEvents('NeedPassed').state).not.toHaveProperty('legalBasis');
    },
  );

  it(
    'goes back from signing to be drawn up, with its terms and without draft and signatures',
    proves({ '11.4/passed': passContract }),
    () => {
      const ordered = negotiated('ordered');
      const { state } = passing(ordered).thenEvents('NeedPassed');
      expect(state).toMatchObject({
        status: 'DRAFTED',
        terms: ordered.state.terms,
        signatures: [],
        step: { key: 'DRAFT' },
      });
      for (const field of ['document', 'deposit', 'routeWarningAcknowledged']) expect(state).not.toHaveProperty(field);
    },
  );

  it(
    'is never concluded on money that was reserved for the former one to sign',
    proves({ '11.5/race-merger': passContract }),
    () => {
      const fallen = passed(negotiated('ordered'));
      fallen.when(signing('SUPPLIER', 1)).thenRefused('CONTRACT_NOT_SIGNING');
      const signed = fallen
        .by(institutionOf(next.code))
        .given(drafting(), signing('INSTITUTION'))
        .by(personas.supplier);
      signed.when(signing('SUPPLIER', 1)).thenRefused('SIGNING_LAPSED');
      const concluded = signed.when(signing('SUPPLIER', 2)).thenEvents('SignatureGiven', 'ContractSigned');
      expect(concluded.state.concluded?.institution).toEqual(next);
    },
  );

  it(
    'stays signed as it was signed: the conclusion names who signed it',
    proves({ '11.4/passed': passContract }),
    () => {
      const { state } = passing(negotiated('signed')).thenEvents('ContractPassed');
      expect([state.status, state.institution.code, state.concluded?.institution.code]).toEqual([
        'CONCLUDED',
        '1000002',
        '1000001',
      ]);
      expect(state.passedFrom).toEqual([{ code: '1000001', name: '수요기관 1', until: '2025-10-17' }]);
    },
  );

  it('is acted on by the people of the next one, and no longer by those of the former', () => {
    const { state } = passing(negotiated('signed')).thenEvents('ContractPassed');
    expect(partyOf(state, institutionOf(next.code))).toBe('INSTITUTION');
    expect(refusalOf(() => partyOf(state, personas.buyer))).toBe('FORBIDDEN');
  });

  it('is paid from the budgets of who had it first, however often it is passed on', () => {
    const before = negotiated('ordered');
    const once = passed(before);
    const third = { code: '1000003', name: '또 다른 기관', type: 'STATE' } as const;
    const twice = once.given((state, moment) => passContract(state, { from: next.code, institution: third }, moment));
    expect(twice.state.institution).toEqual(third);
    expect(holderCodeOf(twice.state)).toBe('1000001');
    expect(payingBudget(twice.state, 2025)).toBe(payingBudget(before.state, 2025));
  });

  it('rests on the comparisons that the former one saved', () => {
    const { state } = passed(negotiated('quoted'));
    const chosen = negotiated('chosen').state;
    const listing = chosenOf(chosen)!.listing;
    const comparison = { comparisonId: 'a', institution: '1000001', listingIds: [listing.listingId], subtype: 'SAAS' };
    const evidence = { comparisonIds: ['a'], comparisons: [{ ...comparison, savedOn: '2025-10-10' }] };
    expect(refusalOf(() => ensureCompared(state, listing, evidence, { today: '2025-10-13' }))).toBe('nothing refused');
  });

  it('is amended by both anew where the former one had signed', () => {
    const proposed = running().given(amending(), signingAmendment('INSTITUTION'));
    expect(proposed.state.amendments?.[0]?.signatures).toHaveLength(1);
    const { state } = passing(proposed).thenEvents('ContractPassed');
    expect(state.amendments?.[0]).toMatchObject({ status: 'PROPOSED', signatures: [] });
    expect(state.attempt).toBe(proposed.state.attempt + 1);
    const { state: plain } = passing(running()).thenEvents('ContractPassed');
    expect(plain.attempt).toBe(running().state.attempt);
  });

  it('is told to both parties, with what becomes of a draft in signing', () => {
    const told = toldBy(contractType, passed(negotiated('ordered')), 'NeedPassed');
    expect(told).toHaveLength(2);
    expect(told[0]?.text.ko).toContain(
      '수요기관 1이 통합되어 통합기관이 계약 문서 자동화 도입의 권리와 의무를 승계했습니다.',
    );
    expect(told[0]?.text.ko).toContain('서명 중이던 계약서는 효력이 없으며');
    const signed = toldBy(contractType, passed(negotiated('signed')), 'ContractPassed');
    expect(signed[0]?.text.ko).not.toContain('서명 중이던');
    expect(toldBy(contractType, passed(negotiated('quoted')), 'NeedPassed')).toHaveLength(1);
  });

  it('goes exactly the ways of its diagram between being drawn up and being signed', () => {
    const way = [
      'ContractPlanned',
      'QuotesRequested',
      'SupplierChosen',
      'TermsAgreed',
      'ContractDrafted',
      'NeedPassed',
    ];
    const edges = Object.fromEntries(Object.entries(contractMachine.edges).filter(([event]) => way.includes(event)));
    const machine = { ...contractMachine, edges };
    expectExactEdges(
      { ...contractType, machines: [machine] },
      {
        from: negotiated('drafted'),
        commands: {
          pass:
            ({ institution }) =>
            (state, moment) => {
              const other = { ...institution, code: String(Number(institution.code) + 1) };
              return passContract(state, { from: institution.code, institution: other }, moment);
            },
          draft: () => drafting(),
          sign: (_, dice) => signing(dice(2) === 0 ? 'SUPPLIER' : 'INSTITUTION'),
        },
      },
    );
  });
});
