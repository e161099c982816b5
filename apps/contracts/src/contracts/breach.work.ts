import type { Task } from '#common/aggregates/work.js';
import { endOfDay, type Day } from '#common/kernel/day.js';
import type { Deadline } from '#common/kernel/deadline.js';
import { otherThan, partyIn } from './contract.parties.js';
import { correctionOf, isHeard } from './domain/breach.rules.js';
import type { Breach } from './domain/breach.state.js';
import type { ContractState } from './domain/contract.state.js';

const breaches = (
  { breaches: all = [] }: ContractState,
  are: (one: Breach) => boolean,
): readonly (Breach & { readonly part: string })[] => all.filter(are).map((one) => ({ ...one, part: String(one.n) }));

const correction = (day: Day): Deadline => ({
  key: 'BREACH_CORRECTION',
  dueAt: endOfDay(day).toISOString(),
  basis: 'd',
  rule: 'A-36',
});

/** What waits when a breach was reported. */
export const breachTasks: Readonly<Record<string, Task<ContractState>>> = {
  ANSWER_BREACH: {
    title: { ko: '계약 위반에 대한 의견 제출', en: 'State your case on a reported breach' },
    operation: 'answerBreach',
    waits: (contract) =>
      breaches(contract, ({ status }) => status === 'REPORTED').map(({ part, by, answer: deadline }) => ({
        for: partyIn(contract, otherThan(by)),
        part,
        deadline,
      })),
  },
  DECIDE_BREACH: {
    title: { ko: '계약 위반에 대한 조치 결정', en: 'Decide what follows a breach' },
    operation: 'decideBreach',
    waits: (contract) => breaches(contract, isHeard).map(({ part, by }) => ({ for: partyIn(contract, by), part })),
  },
  CONFIRM_CORRECTION: {
    title: { ko: '위반 시정 확인', en: 'Confirm the correction of a breach' },
    operation: 'confirmCorrection',
    waits: (contract) =>
      breaches(contract, () => true).flatMap((breach) => {
        const day = correctionOf(breach);
        const { part, by } = breach;
        const alsoTell = partyIn(contract, otherThan(by));
        return day === undefined ? [] : [{ for: partyIn(contract, by), part, deadline: correction(day), alsoTell }];
      }),
    tellsOverdue: true,
  },
  END_FOR_BREACH: {
    title: { ko: '계약 위반에 따른 해지', en: 'End the contract for a breach' },
    operation: 'terminateContract',
    waits: (contract) =>
      contract.status === 'ACTIVE' && contract.termination === undefined
        ? breaches(contract, ({ decided }) => decided?.consequence === 'TERMINATION').map(({ part, by }) => ({
            for: partyIn(contract, by),
            part,
          }))
        : [],
  },
};
