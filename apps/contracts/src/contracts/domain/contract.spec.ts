import { sampleContract } from '#common/events/definitions/contract-facts.js';
import { addDays } from '#common/kernel/day.js';
import { proves } from '#testing/proves.js';
import { personas } from '#testing/personas.js';
import { momentOf } from '#testing/specification.js';
import { expectExactEdges, type Walk } from '#testing/walk.js';
import { decidedBreach } from '../../testing/breaking.js';
import {
  askingProposals,
  askingQuotes,
  drafting,
  entry,
  negotiated,
  planned,
  proposing,
  quoting,
  choosing,
  signing,
  stating,
} from '../../testing/contract-steps.js';
import {
  amending,
  completing,
  decliningAmendment,
  destroying,
  returning,
  signingAmendment,
  terminating,
} from '../../testing/running.js';
import { amendmentMachine } from './amendment.evolve.js';
import { contractType } from '../contract.type.js';
import { cancelContract } from './cancelling.js';
import { evaluateProposals } from './choosing.js';
import { contractMachine } from './contract.evolve.js';
import { registrationDue } from './contract.rules.js';
import type { ContractEvent } from './contract.events.js';
import type { ContractState, ContractStatus, Evaluation } from './contract.state.js';
import { migrateContract } from './migrating.js';
import { planContract } from './planning.js';
import { rescindContract } from './rescinding.js';
import { tick } from './ticking.js';
import { ensureMaySign, signContract } from './signing.js';
import { requestProposals } from './requesting.js';

const evaluating =
  (evaluations: readonly Evaluation[]) =>
  (contract: Parameters<typeof evaluateProposals>[0], moment: Parameters<typeof evaluateProposals>[2]) =>
    evaluateProposals(contract, { evaluations, requestNo: 1, reason: '적합', entry: entry({}, true) }, moment);
const best: Evaluation = { n: 1, score: 92, reason: '요구를 모두 채운다' };

describe('A negotiated contract', () => {
  it(
    'takes nine business days in the story, over Chuseok',
    proves({ '5.3/lead-time': signContract, '11.4/concluded': signContract, '5.5/due': registrationDue }),
    () => {
      const { state } = negotiated('signed');
      expect(state.status).toBe('CONCLUDED');
      expect(state.concluded).toMatchObject({
        contractNo: 'NC-2025-018F6F2A0000',
        legalBasis: '국가계약법 시행령 제26조제1항제5호아목',
        amount: 10_800_000,
        vat: 981_818,
        neededOn: '2025-09-29',
        concludedOn: '2025-10-17',
        leadTimeBusinessDays: 9,
        listingVersion: 1,
      });
      expect(state.registration).toMatchObject({ status: 'DUE', due: { dueAt: '2025-11-10T15:00:00.000Z' } });
    },
  );

  it('R-13, F-31: is signed although its use is to be registered in a year without an official list', () => {
    expect(registrationDue('2027-12-02', momentOf('2027-12-02'))).toEqual({
      key: 'USAGE_REGISTRATION',
      dueAt: '2028-01-10T15:00:00.000Z',
      basis: 'd',
      rule: 'A-18',
      provisional: { from: '2028-01-10', days: 0 },
    });
  });
});

describe('A catalog contract', () => {
  it(
    'goes from proposals over the evaluation to delivery order and confirmation',
    proves({
      '11.4/quotes-requested': requestProposals,
      '11.4/supplier-chosen': evaluateProposals,
      '11.4/concluded': ensureMaySign,
    }),
    () => {
      const period = { from: '2025-10-21', to: '2026-10-20' };
      const agreed = entry({}, true);
      const asked = planned({ need: { method: 'CATALOG', period }, on: '2025-09-30' })
        .on('2025-10-01')
        .given(askingProposals(agreed));
      expect(asked.state.invitations[0]?.due.dueAt).toBe('2025-10-15T15:00:00.000Z');
      const proposed = asked
        .on('2025-10-14')
        .by(personas.supplier)
        .given(proposing())
        .on('2025-10-16')
        .by(personas.buyer);
      proposed.when(evaluating([])).thenRefused('EVALUATION_INCOMPLETE');
      const drafted = proposed
        .given(evaluating([best]))
        .on('2025-10-17')
        .given(stating('INSTITUTION', { period }), stating('SUPPLIER', { period }))
        .on('2025-10-20')
        .given(drafting());
      drafted.when(signing('SUPPLIER', undefined, agreed)).thenRefused('DELIVERY_ORDER_MISSING');
      const { state } = drafted
        .given(signing('INSTITUTION', undefined, agreed))
        .by(personas.supplier)
        .given(signing('SUPPLIER', 1, agreed));
      expect(state.signatures.map((one) => one.act)).toEqual(['DELIVERY_ORDER', 'CONFIRMATION']);
      expect(state.concluded).toMatchObject({
        method: 'CATALOG',
        agreementNo: '00-25-00001-00',
        leadTimeBusinessDays: 9,
        legalBasis: '조달사업법 시행령 제14조제1호·제16조',
      });
    },
  );
});

describe('A contract', () => {
  it('goes exactly the ways of its diagram', () => {
    // What a merger does is walked in passing.spec.ts: here it would keep most walks from coming to a conclusion.
    const { NeedPassed: _p, ...edges } = contractMachine.edges;
    const type = { ...contractType, machines: [{ ...contractMachine, edges }, amendmentMachine] };
    const listed = entry({}, true);
    const soon = (today: string, days = 5) => ({ from: addDays(today, days), to: addDays(today, 200) });
    const begins = (today: string) => {
      const startsOn = addDays(today, 1);
      return { startsOn, period: { from: startsOn, to: addDays(today, 9) } };
    };
    const commands: Walk<ContractState, ContractEvent>['commands'] = {
      // Another plan in place of the first: the method is drawn, too.
      plan:
        ({ status, institution, contractId, need }, dice) =>
        (_, moment) => {
          if (status !== 'PLANNED' || dice(3) > 0) return [];
          const method = (['NEGOTIATED', 'CATALOG'] as const)[dice(2)] ?? 'CATALOG';
          const period = { ...soon(moment.today), to: addDays(moment.today, 700) };
          const fiscalYear = Number(period.from.slice(0, 4));
          return planContract({ contractId, institution, need: { ...need, method, period, fiscalYear } }, moment);
        },
      // In place of a plan: the record of a contract concluded before.
      migrate:
        ({ status }, dice) =>
        (_, moment) =>
          status === 'PLANNED' && dice(10) === 0
            ? migrateContract({ facts: { ...sampleContract, ...begins(moment.today) }, projectName: '이관' }, moment)
            : [],
      ask: ({ need }) => (need.method === 'CATALOG' ? askingProposals(listed) : askingQuotes(listed)),
      answer: ({ need }) => (need.method === 'CATALOG' ? proposing : quoting)({ entry: listed }),
      choose: ({ need }) => (need.method === 'CATALOG' ? evaluating([best]) : choosing()),
      agree: (_, dice) => (contract, moment) => {
        // The other's period while it can still begin, else one that begins soon or late.
        const other = contract.stated[dice(2) === 0 ? 'SUPPLIER' : 'INSTITUTION']?.period;
        const isAhead = other !== undefined && other.from >= moment.today;
        const { from, to } = soon(moment.today, dice(2) === 0 ? 3 : 25);
        const first = contract.need.period.from;
        const period = isAhead ? other : { from: from < first ? first : from, to };
        return stating(dice(2) === 0 ? 'SUPPLIER' : 'INSTITUTION', { period })(contract, moment);
      },
      draft: () => drafting(),
      sign: ({ attempt }, dice) => signing(dice(2) === 0 ? 'SUPPLIER' : 'INSTITUTION', attempt, listed),
      cancel: (_, dice) => (contract) => (dice(12) === 0 ? cancelContract(contract, { reason: '예산' }) : []),
      tick: () => tick,
      amend: (_, dice) => (contract, moment) =>
        amending({ entry: listed, until: addDays(moment.today, dice(9)) })(contract, moment),
      signAmendment:
        ({ amendments = [] }) =>
        (contract, moment) => {
          const n = amendments.length;
          const { attempt } = contract;
          const party = amendments.at(-1)?.signatures[0]?.party === 'SUPPLIER' ? 'INSTITUTION' : 'SUPPLIER';
          return signingAmendment(party, attempt, { n, entry: listed })(contract, moment);
        },
      declineAmendment:
        ({ amendments = [] }, dice) =>
        (contract, moment) =>
          dice(3) === 0 ? decliningAmendment('SUPPLIER', amendments.length)(contract, moment) : [],
      returned: () => returning,
      destroyed: () => destroying,
      complete: () => (contract, moment) => completing({ inspectedOn: moment.today, paidAmount: 1 })(contract, moment),
      terminate: (_, dice) => (contract, moment) => {
        const by = dice(2) === 0 ? 'SUPPLIER' : 'INSTITUTION';
        const ground = dice(2) === 0 ? 'AGREEMENT' : 'BREACH';
        const effectiveOn = addDays(moment.today, dice(3));
        const decided = { ...contract, breaches: [decidedBreach(by)] };
        return dice(2) === 0 ? terminating({ by, ground, effectiveOn, usedAmount: 1 })(decided, moment) : [];
      },
      rescind: (_, dice) => (contract, moment) =>
        dice(8) === 0 ? rescindContract(contract, { reason: '필요 소멸' }, moment) : [],
    };
    // The act that leads on from a status, so that walks come far enough to amend and to end a contract.
    const onward: Readonly<Partial<Record<ContractStatus, string>>> = {
      PLANNED: 'ask',
      NEGOTIATING: 'agree',
      DRAFTED: 'draft',
      SIGNING: 'sign',
      CONCLUDED: 'tick',
    };
    expectExactEdges(type, {
      from: planned(),
      daysMax: 2,
      length: 120,
      walks: 400,
      commands: {
        ...commands,
        onward: (state, dice) => {
          const asked = dice(2) === 0 ? 'answer' : 'choose';
          const name = onward[state.status] ?? (state.status === 'QUOTING' ? asked : 'amend');
          return commands[name]?.(state, dice) ?? (() => []);
        },
      },
    });
  });
});
