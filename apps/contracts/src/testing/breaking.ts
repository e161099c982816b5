import type { Decide } from '#testing/specification.js';
import type { ContractEvent } from '../contracts/domain/contract.events.js';
import type { Breach } from '../contracts/domain/breach.state.js';
import type { ContractState, Party } from '../contracts/domain/contract.state.js';
import { confirmCorrection, decideBreach, type BreachDecisionInput } from '../contracts/domain/deciding-breaches.js';
import {
  answerBreach,
  reportBreach,
  type BreachReport,
  type BreachStatement,
} from '../contracts/domain/reporting-breaches.js';

type Step = Decide<ContractState, ContractEvent>;

/** By the institution: no backup on 28 November 2025. */
export const reporting =
  (changed: Partial<BreachReport> = {}): Step =>
  (contract, moment) => {
    const report = { occurredOn: '2025-11-28', facts: '백업을 하지 않았다', evidence: ['점검표 12호'] };
    return reportBreach(contract, { by: 'INSTITUTION', ...report, ...changed }, moment);
  };

export const answering =
  (changed: Partial<BreachStatement> = {}): Step =>
  (contract) => {
    const answer = { party: 'SUPPLIER', statement: '점검 중이었다', evidence: ['작업 기록'] } as const;
    return answerBreach(contract, { breachNo: 1, ...answer, ...changed });
  };

/** By the institution: the contract may end. */
export const deciding =
  (changed: Partial<BreachDecisionInput> = {}): Step =>
  (contract, moment) => {
    const decision = { party: 'INSTITUTION', consequence: 'TERMINATION', reason: '백업 의무 위반' } as const;
    return decideBreach(contract, { breachNo: 1, ...decision, ...changed }, moment);
  };

export const correcting =
  (changed: Partial<Parameters<typeof confirmCorrection>[1]> = {}): Step =>
  (contract, moment) =>
    confirmCorrection(contract, { breachNo: 1, party: 'INSTITUTION', note: '복구함', ...changed }, moment);

/** A breach of the supplier, heard and decided on one day: the institution may end the contract for it. */
export const broken: readonly Step[] = [
  (contract, moment) => reporting({ occurredOn: moment.today })(contract, moment),
  answering(),
  deciding(),
];

/** As it stands in the state of a contract that may end for it. */
export const decidedBreach = (by: Party): Breach => ({
  n: 1,
  status: 'DECIDED',
  by,
  reportedOn: '2025-12-01',
  occurredOn: '2025-11-28',
  facts: '백업을 하지 않았다',
  evidence: [],
  answer: { key: 'BREACH_ANSWER', dueAt: '2025-12-11T15:00:00.000Z', basis: 'd', rule: 'A-36' },
  decided: { on: '2025-12-12', consequence: 'TERMINATION', reason: '백업 의무 위반' },
});
