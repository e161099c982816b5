import type { Work } from '#common/aggregates/work.js';
import { signerIn, unsignedBy } from './contract.parties.js';
import { openAmendment } from './domain/amendment.rules.js';
import type { ContractState } from './domain/contract.state.js';

/** What waits for the signers of an amendment. */
export const amendmentTasks: Work<ContractState>['tasks'] = {
  SIGN_AMENDMENT: {
    title: { ko: '변경계약 서명', en: 'Sign the amendment' },
    operation: 'signAmendment',
    waits: (contract) => {
      const open = contract.status === 'ACTIVE' ? openAmendment(contract) : undefined;
      return open === undefined
        ? []
        : unsignedBy(contract, open).map((signer) => ({
            for: signerIn(contract, signer),
            deadline: open.due,
            part: String(open.n),
          }));
    },
  },
};
