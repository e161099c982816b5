import type { Work } from '#common/aggregates/work.js';
import { buyer, otherThan, partyIn } from './contract.parties.js';
import type { ContractState } from './domain/contract.state.js';
import { isReviewOpen } from './domain/reviewing.js';

/** What waits for the two parties when their contract ends (§11.4). */
export const endingTasks: Work<ContractState>['tasks'] = {
  DECIDE_TERMINATION_REVIEW: {
    title: { ko: '해지 여부 결정', en: 'Decide whether the contract goes on' },
    operation: 'keepContract',
    waits: (contract) => (isReviewOpen(contract) ? [{ for: [buyer(contract)] }] : []),
  },
  AGREE_TERMINATION: {
    title: { ko: '해지 합의', en: 'Agree the termination' },
    operation: 'terminateContract',
    waits: (contract) => {
      const { status, terminationStated: stated } = contract;
      return status === 'ACTIVE' && stated !== undefined ? [{ for: partyIn(contract, otherThan(stated.by)) }] : [];
    },
  },
  CONFIRM_DATA_RETURN: {
    title: { ko: '데이터 반환 확인', en: 'Confirm the return of data' },
    operation: 'confirmDataReturn',
    waits: (contract) =>
      contract.status === 'TERMINATED' && contract.dataReturned === undefined ? [{ for: [buyer(contract)] }] : [],
  },
  CONFIRM_DATA_DESTRUCTION: {
    title: { ko: '데이터 파기 확인', en: 'Confirm the destruction of data' },
    operation: 'confirmDataDestruction',
    waits: (contract) =>
      contract.dataReturned !== undefined && contract.dataDestroyed === undefined
        ? [{ for: partyIn(contract, 'SUPPLIER') }]
        : [],
  },
  COMPLETE_CONTRACT: {
    title: { ko: '계약 이행 완료', en: 'Complete the contract' },
    operation: 'completeContract',
    waits: (contract) =>
      contract.status === 'ACTIVE' && contract.dataDestroyed !== undefined ? [{ for: [buyer(contract)] }] : [],
  },
};
