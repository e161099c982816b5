import type { Duty, Task } from '#common/aggregates/work.js';
import { partyIn } from './contract.parties.js';
import type { ContractState } from './domain/contract.state.js';
import { canBeStated, isPerformedHere, performanceOf, periodToState, refundOwed } from './domain/performance.rules.js';
import type { InspectionStatus, UsageStatement } from './domain/performance.state.js';

const buyer = (contract: ContractState): Pick<Duty, 'for'> => ({ for: partyIn(contract, 'INSTITUTION') });

const supplier = (contract: ContractState): Pick<Duty, 'for'> => ({ for: partyIn(contract, 'SUPPLIER') });

const statements = (contract: ContractState, are: (one: UsageStatement) => boolean): readonly UsageStatement[] =>
  performanceOf(contract).statements.filter(are);

const part = ({ n }: { readonly n: number }): Pick<Duty, 'part'> => ({ part: String(n) });

/** What is disputed is not inspected, and what is claimed has passed. */
const inspectionIs =
  (wanted: InspectionStatus) =>
  ({ status, inspection }: UsageStatement): boolean =>
    (status === 'SUBMITTED' || status === 'ACCEPTED') && inspection.status === wanted;

/** One claim may take several statements, so they wait as one. */
const claimable = ({ status, amount, inspection }: UsageStatement): boolean =>
  status === 'ACCEPTED' && inspection.status === 'PASSED' && amount > 0;

function toState(contract: ContractState): readonly Duty[] {
  if (!canBeStated(contract) || !isPerformedHere(contract)) return [];
  const next = periodToState(contract);
  const { endedUntil } = performanceOf(contract);
  const hasEnded = next !== undefined && endedUntil !== undefined && next.to <= endedUntil;
  const disputed = statements(contract, ({ status }) => status === 'DISPUTED');
  return [
    ...(hasEnded ? [supplier(contract)] : []),
    ...disputed.map((one) => ({ ...supplier(contract), ...part(one) })),
  ];
}

/** What waits in the performance of a contract (§5.6). */
export const performanceTasks: Readonly<Record<string, Task<ContractState>>> = {
  SUBMIT_STATEMENT: {
    title: { ko: '이용 내역서 제출', en: 'Submit the usage statement' },
    operation: 'submitStatement',
    waits: toState,
  },
  ACCEPT_STATEMENT: {
    title: { ko: '이용 내역서 확인', en: 'Accept or dispute the usage statement' },
    operation: 'acceptStatement',
    waits: (contract) =>
      statements(contract, ({ status }) => status === 'SUBMITTED').map((one) => ({ ...buyer(contract), ...part(one) })),
  },
  RECORD_REFUND: {
    title: { ko: '개산금 반환 확인', en: 'Record the refund of an estimate' },
    operation: 'recordRefund',
    waits: (contract) => (refundOwed(contract) === undefined ? [] : [buyer(contract)]),
  },
  INSPECT: {
    title: { ko: '검사', en: 'Inspect what was delivered' },
    operation: 'inspect',
    waits: (contract) =>
      statements(contract, inspectionIs('OPEN')).map((one) => ({
        ...buyer(contract),
        ...part(one),
        deadline: one.inspection.due,
      })),
    tellsOverdue: true,
  },
  NOTIFY_FIX: {
    title: { ko: '시정 완료 통지', en: 'Mend what failed the inspection' },
    operation: 'notifyFix',
    waits: (contract) =>
      statements(contract, inspectionIs('FAILED')).map((one) => ({ ...supplier(contract), ...part(one) })),
  },
  CLAIM_PAYMENT: {
    title: { ko: '대가 청구', en: 'Claim the payment' },
    operation: 'claimPayment',
    waits: (contract) => (statements(contract, claimable).length > 0 ? [supplier(contract)] : []),
  },
  CORRECT_CLAIM: {
    title: { ko: '반송된 청구 다시 제출', en: 'Make the returned claim again' },
    operation: 'correctClaim',
    waits: (contract) =>
      performanceOf(contract)
        .claims.filter(({ status }) => status === 'RETURNED')
        .map((one) => ({ ...supplier(contract), ...part(one) })),
  },
  RECORD_PAYMENT: {
    title: { ko: '대가 지급', en: 'Pay the claim' },
    operation: 'recordPayment',
    waits: (contract) =>
      performanceOf(contract)
        .claims.filter(({ status }) => status === 'CLAIMED')
        .map((one) => ({ ...buyer(contract), ...part(one), deadline: one.due })),
    tellsOverdue: true,
  },
};
