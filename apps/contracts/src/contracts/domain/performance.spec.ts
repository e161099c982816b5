import { proves } from '#testing/proves.js';
import { specification } from '#testing/specification.js';
import { waitsIn } from '#testing/told.js';
import { expectExactEdges } from '#testing/walk.js';
import {
  accepting,
  active,
  byUse,
  calling,
  claiming,
  correcting,
  disputing,
  fixing,
  inspecting,
  paying,
  returning,
  stating,
} from '../../testing/performance-steps.js';
import { line } from '../../testing/contract-steps.js';
import { amending, signingAmendment } from '../../testing/running.js';
import { contractType } from '../contract.type.js';
import { claimMachine, inspectionMachine, statementMachine } from './performance.evolve.js';
import { outstanding, performanceOf, unsettledOf } from './performance.rules.js';
import { registerUsage } from './registering.js';
import { setOffDeposit } from './winding-up.js';
import { nextTick, tick } from './ticking.js';

describe('The performance of a contract', () => {
  it('goes exactly the ways of its diagrams', () => {
    const type = { ...contractType, machines: [statementMachine, inspectionMachine, claimMachine] };
    const { history } = active();
    const any = (dice: (below: number) => number, { performance }: (typeof begun)['state']): number =>
      1 + dice(Math.max(1, performance?.statements.length ?? 1));
    const begun = specification(type, '2026-03-02').given(history);
    expectExactEdges(type, {
      from: begun,
      daysMax: 10,
      length: 60,
      walks: 300,
      commands: {
        submit: () => stating({ availability: 99.5 }),
        again: (state) => {
          const disputed = performanceOf(state).statements.find(({ status }) => status === 'DISPUTED');
          return stating(disputed === undefined ? {} : { period: disputed.period });
        },
        accept: (state, dice) => accepting(any(dice, state)),
        dispute: (state, dice) => disputing(any(dice, state)),
        pass: (state, dice) => inspecting({ statementNo: any(dice, state) }),
        fail: (state, dice) => inspecting({ statementNo: any(dice, state), result: 'FAILED', findings: '느리다' }),
        fix: (state, dice) => fixing(any(dice, state)),
        claim: (state, dice) => claiming({ statements: [any(dice, state)] }),
        return: () => returning(),
        correct: () => correcting(),
        pay: () => paying(),
        // As where the contract has ended by the fault of the supplier.
        setOff: () => (contract) => {
          const { claims } = performanceOf(contract);
          const claim = claims.find(({ status }) => status === 'CLAIMED');
          const forfeited = { form: 'PLEDGE', amount: Number.MAX_SAFE_INTEGER, on: '2026-03-02' } as const;
          return claim === undefined
            ? []
            : setOffDeposit({ ...contract, forfeited }, { claimNo: claim.n, amount: outstanding(claim) });
        },
      },
    });
  });

  it(
    '§11.4: is settled when every period is stated, accepted, inspected and paid',
    proves({ '11.4/all-paid': unsettledOf }),
    () => {
      const short = active({ period: { from: '2025-10-20', to: '2025-12-19' } }).on('2026-01-05');
      const codes = ({ state }: typeof short) => unsettledOf(state).map(({ code }) => code);
      expect(codes(short)).toEqual(['NOT_STATED']);
      const stated = short.given(stating());
      expect(codes(stated)).toEqual(['NOT_ACCEPTED', 'NOT_STATED']);
      const both = stated.given(accepting(), stating({ availability: 0 }), accepting());
      expect(codes(both)).toEqual(['NOT_INSPECTED', 'NOT_INSPECTED']);
      const inspected = both.given(inspecting({ statementNo: 1 }), inspecting());
      // Nothing is to be paid of the second.
      expect(codes(inspected)).toEqual(['NOT_CLAIMED']);
      const claimed = inspected.given(claiming({ statements: [1] }));
      expect(codes(claimed)).toEqual(['NOT_PAID']);
      expect(codes(claimed.given(paying()))).toEqual([]);
    },
  );

  it('§11.4: is covered by each amendment, also when a statement comes between its signatures', () => {
    const stated = active().on('2026-03-02').given(stating());
    const lines = (quantity: number) => [line({ unitPrice: 900_000, quantity })];
    const amend = (quantity: number, until = '2026-04-19') => amending({ lines: lines(quantity), until });
    stated.when(amending({ lines: [line({ unitPrice: 899_999, quantity: 1 })] })).thenRefused('AMENDMENT_BELOW_STATED');
    const later = stated.given(stating(), stating(), stating());
    later.when(amend(3)).thenRefused('AMENDMENT_BELOW_STATED');
    later.when(amend(6, '2026-03-02')).thenEvents('AmendmentProposed');
    const proposed = stated.given(amend(2)).given(stating(), stating(), stating());
    proposed.when(signingAmendment('INSTITUTION')).thenRefused('AMENDMENT_BELOW_STATED');
  });

  it('asks the supplier for a statement once a period has ended', () => {
    const contract = active();
    expect(nextTick(contract.state)?.toISOString()).toBe('2025-11-10T15:00:00.000Z');
    const use = { projectName: '도입', actualUser: '수요기관 1', supportProgramme: false };
    const registered = contract.on('2025-11-11').given(tick, (state, moment) => registerUsage(state, use, moment));
    expect(nextTick(registered.state)?.toISOString()).toBe('2025-11-19T15:00:00.000Z');
    expect(waitsIn(contractType, registered).join()).not.toContain('SUBMIT_STATEMENT');
    const ended = registered.on('2026-01-20 00:00').given(tick);
    expect(performanceOf(ended.state).endedUntil).toBe('2026-01-19');
    expect(waitsIn(contractType, ended).join()).toContain('SUBMIT_STATEMENT SUPPLIER@1234567890');
    expect(nextTick(ended.state)?.toISOString()).toBe('2026-02-19T15:00:00.000Z');
    const stated = ended.given(stating(), stating(), stating());
    expect(waitsIn(contractType, stated).join()).not.toContain('SUBMIT_STATEMENT');
    expect(waitsIn(contractType, stated.given(disputing(2))).join()).toContain('SUBMIT_STATEMENT 2');
  });

  it('raises no version but those of its parties', () => {
    const before = byUse().on('2025-11-20').state.versions;
    const after = byUse().on('2025-11-20').given(calling(1), accepting()).state.versions;
    expect(after.public).toBe(before.public);
    expect(after.suppliers[0]?.version).toBe((before.suppliers[0]?.version ?? 0) + 2);
  });
});
