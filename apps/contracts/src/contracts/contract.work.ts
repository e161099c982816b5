import type { Duty, Work } from '#common/aggregates/work.js';
import { organisationOf } from '#common/kernel/addressee.js';
import { amendmentTasks } from './amendment.work.js';
import { breachTasks } from './breach.work.js';
import { buyer, PARTIES, partyIn, signerIn, unsignedBy } from './contract.parties.js';
import { waitsForConsultation } from './domain/consulting.js';
import type { ContractState } from './domain/contract.state.js';
import { yearOpeningDue } from './domain/opening-years.js';
import { isRegistered } from './domain/registering.js';
import { endingTasks } from './ending.work.js';
import { performanceTasks } from './performance.work.js';

const step = ({ step: deadline }: ContractState): Omit<Duty, 'for'> => (deadline === undefined ? {} : { deadline });

const toOffer = (contract: ContractState, method: ContractState['need']['method']): readonly Duty[] =>
  contract.status !== 'QUOTING' || contract.need.method !== method
    ? []
    : contract.invitations
        .filter(({ offer, declined }) => offer === undefined && declined === undefined)
        // One duty each: no supplier learns who else was asked.
        .map(({ supplier, due: deadline }) => ({
          for: [organisationOf('SUPPLIER', supplier.businessNumber)],
          deadline,
        }));

/** What waits for the two parties (§11.4). */
export const contractWork: Work<ContractState> = {
  seenThrough: 'getContract',
  about: ({ institution }) => institution.name,
  tasks: {
    SUBMIT_QUOTE: {
      title: { ko: '견적 제출', en: 'Submit a quote' },
      operation: 'submitQuote',
      waits: (contract) => toOffer(contract, 'NEGOTIATED'),
    },
    SUBMIT_PROPOSAL: {
      title: { ko: '제안서 제출', en: 'Submit a proposal' },
      operation: 'submitProposal',
      waits: (contract) => toOffer(contract, 'CATALOG'),
    },
    CHOOSE_SUPPLIER: {
      title: { ko: '공급자 선택', en: 'Choose the supplier' },
      operation: 'chooseSupplier',
      waits: (contract) =>
        contract.status === 'QUOTING' && contract.invitations.some(({ offer }) => offer !== undefined)
          ? [{ for: [buyer(contract)], ...step(contract) }]
          : [],
    },
    RECORD_PRE_CONSULTATION: {
      title: { ko: '사전협의 결과 등록', en: 'Record the pre-consultation' },
      operation: 'recordPreConsultation',
      // The step of the plan is that of the choice or of the terms, and has a task of its own.
      waits: (contract) => (waitsForConsultation(contract) ? [{ for: [buyer(contract)] }] : []),
    },
    AGREE_TERMS: {
      title: { ko: '계약 조건 합의', en: 'Agree the terms' },
      operation: 'agreeTerms',
      waits: (contract) =>
        contract.status === 'NEGOTIATING'
          ? PARTIES.map((party) => ({ for: partyIn(contract, party), ...step(contract) }))
          : [],
    },
    DRAFT_CONTRACT: {
      title: { ko: '계약서 작성', en: 'Draft the contract' },
      operation: 'draftContract',
      waits: (contract) => (contract.status === 'DRAFTED' ? [{ for: [buyer(contract)], ...step(contract) }] : []),
    },
    SIGN_CONTRACT: {
      title: { ko: '계약 서명', en: 'Sign the contract' },
      operation: 'signContract',
      waits: (contract) =>
        contract.status === 'SIGNING'
          ? unsignedBy(contract, contract).map((signer) => ({ for: signerIn(contract, signer), ...step(contract) }))
          : [],
    },
    CONCLUDE_CONTRACT: {
      title: { ko: '계약 체결', en: 'Conclude the contract' },
      operation: 'signContract',
      // Whatever the next step is: the institution answers for the whole time.
      waits: (contract) =>
        contract.leadTimeAlarm === undefined ? [] : [{ for: [buyer(contract)], deadline: contract.leadTimeAlarm }],
      tellsOverdue: true,
    },
    REGISTER_USAGE: {
      title: { ko: '이용 내역 등록', en: 'Register the use' },
      operation: 'registerUsage',
      waits: (contract) => {
        const { registration } = contract;
        return registration === undefined || isRegistered(registration)
          ? []
          : [
              {
                for: [buyer(contract)],
                ...(registration.enteredOn === undefined && { deadline: registration.due }),
              },
            ];
      },
      tellsOverdue: true,
    },
    OPEN_CONTRACT_YEAR: {
      title: { ko: '다음 연도 계약 체결', en: 'Open the next year of the contract' },
      operation: 'openContractYear',
      waits: (contract) => {
        const deadline = yearOpeningDue(contract);
        return deadline === undefined ? [] : [{ for: [buyer(contract)], deadline }];
      },
      tellsOverdue: true,
    },
    ...amendmentTasks,
    ...breachTasks,
    ...endingTasks,
    ...performanceTasks,
  },
};
