import type { Duty, Work } from '#common/aggregates/work.js';
import { buyer, otherThan, partyIn } from './contract.parties.js';
import { isDataSettled } from './domain/completing.js';
import type { ContractState } from './domain/contract.state.js';
import { openEndDuties } from './domain/giving-notice.js';
import { isToSettle } from './domain/winding-up.js';
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
  GIVE_END_NOTICE: {
    title: { ko: '종료 통지', en: 'Give notice of the end' },
    operation: 'giveEndNotice',
    waits: (contract) =>
      waitsAtEnd(contract, 'END_NOTICE', { for: partyIn(contract, 'SUPPLIER'), alsoTell: [buyer(contract)] }),
    tellsOverdue: true,
  },
  CONFIRM_DATA_RETURN: {
    title: { ko: '데이터 반환 확인', en: 'Confirm the return of data' },
    operation: 'confirmDataReturn',
    waits: (contract) =>
      waitsAtEnd(contract, 'DATA_RETURN', { for: [buyer(contract)], alsoTell: partyIn(contract, 'SUPPLIER') }),
    tellsOverdue: true,
  },
  CONFIRM_DATA_DESTRUCTION: {
    title: { ko: '데이터 파기 확인', en: 'Confirm the destruction of data' },
    operation: 'confirmDataDestruction',
    // Not before the data came back: until then the supplier could not do it.
    waits: (contract) =>
      contract.dataReturned === undefined
        ? []
        : waitsAtEnd(contract, 'DATA_DESTRUCTION', {
            for: partyIn(contract, 'SUPPLIER'),
            alsoTell: [buyer(contract)],
          }),
    tellsOverdue: true,
  },
  SETTLE_TERMINATION: {
    title: { ko: '해지 정산 마감', en: 'Close the settlement of a terminated contract' },
    operation: 'settleTermination',
    waits: (contract) => (isToSettle(contract) ? [{ for: [buyer(contract)] }] : []),
  },
  COMPLETE_CONTRACT: {
    title: { ko: '계약 이행 완료', en: 'Complete the contract' },
    operation: 'completeContract',
    waits: (contract) => (contract.status === 'ACTIVE' && isDataSettled(contract) ? [{ for: [buyer(contract)] }] : []),
  },
};

/** Of what is due at the end, the part with this key. */
const waitsAtEnd = (contract: ContractState, key: string, duty: Omit<Duty, 'deadline'>): readonly Duty[] =>
  openEndDuties(contract)
    .filter((deadline) => deadline.key === key)
    .map((deadline) => ({ ...duty, deadline }));
