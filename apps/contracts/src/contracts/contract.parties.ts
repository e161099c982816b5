import { organisationOf, type Addressee } from '#common/kernel/addressee.js';
import { chosenOf, hasSigned, type Signed } from './domain/contract.rules.js';
import type { ContractState, Party } from './domain/contract.state.js';

export const PARTIES: readonly Party[] = ['INSTITUTION', 'SUPPLIER'];

export const otherThan = (party: Party): Party => (party === 'INSTITUTION' ? 'SUPPLIER' : 'INSTITUTION');

export const buyer = ({ institution }: ContractState): Addressee => organisationOf('INSTITUTION', institution.code);

/** The parties whose signature is missing. */
export const unsignedBy = (signed: Signed): readonly Party[] => PARTIES.filter((party) => !hasSigned(signed, party));

/** The party as an organisation that is told; nobody for a supplier that is not chosen yet. */
export const partyIn = (contract: ContractState, party: Party): readonly Addressee[] => {
  if (party === 'INSTITUTION') return [buyer(contract)];
  const supplier = chosenOf(contract)?.supplier ?? contract.concluded?.supplier;
  return supplier === undefined ? [] : [organisationOf('SUPPLIER', supplier.businessNumber)];
};
