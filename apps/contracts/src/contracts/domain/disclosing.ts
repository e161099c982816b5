import type { ContractFacts } from '#common/events/definitions/contract-facts.js';
import type { Day } from '#common/kernel/day.js';
import type { ContractState } from './contract.state.js';

/** What a local government makes known of a negotiated contract (수의계약 내역 공개). */
export interface Disclosure {
  readonly contractNo: string;
  /** What was contracted (계약명): the law makes it public here, and nowhere else. */
  readonly projectName: string;
  readonly institution: Pick<ContractFacts['institution'], 'code' | 'name'>;
  readonly supplier: Pick<ContractFacts['supplier'], 'businessNumber' | 'name'>;
  /** As concluded, VAT included. */
  readonly amount: number;
  readonly period: ContractFacts['period'];
  readonly legalBasis: string;
  readonly concludedOn: Day;
  /** It was undone before its performance: it stays on the list of its month, and says so. */
  readonly rescindedOn?: Day;
}

/** Whether the law has it made known: a contract that a local government concluded without a tender (S4 Art. 31). */
export const isDisclosed = ({ concluded }: ContractState): boolean =>
  concluded?.institution.type === 'LOCAL' && concluded.method === 'NEGOTIATED';

/** Of a concluded contract what is disclosed, as it was concluded. */
export function disclosureOf({ concluded, need, status, ended }: ContractState): Disclosure | undefined {
  if (concluded === undefined) return undefined;
  const { contractNo, institution, supplier, amount, period, legalBasis, concludedOn } = concluded;
  return {
    contractNo,
    projectName: need.projectName,
    institution: { code: institution.code, name: institution.name },
    supplier: { businessNumber: supplier.businessNumber, name: supplier.name },
    amount,
    period,
    legalBasis,
    concludedOn,
    ...(status === 'RESCINDED' && ended !== undefined && { rescindedOn: ended.on }),
  };
}
