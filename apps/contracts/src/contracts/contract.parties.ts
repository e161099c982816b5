import { organisationOf, type Addressee } from '#common/kernel/addressee.js';
import { consortiumOf, furtherNumbers, signersOf } from './domain/consortium.rules.js';
import { chosenOf, hasSigned, type Signed } from './domain/contract.rules.js';
import type { ContractState, Party, Signer } from './domain/contract.state.js';

export const PARTIES: readonly Party[] = ['INSTITUTION', 'SUPPLIER'];

export const otherThan = (party: Party): Party => (party === 'INSTITUTION' ? 'SUPPLIER' : 'INSTITUTION');

export const buyer = ({ institution }: ContractState): Addressee => organisationOf('INSTITUTION', institution.code);

/** Those whose signature is missing: parties, and of a consortium its members. */
export const unsignedBy = (contract: ContractState, signed: Signed): readonly Signer[] =>
  signersOf(contract).filter((signer) => !hasSigned(signed, signer));

/** The party as an organisation that acts, of a consortium its representative; nobody before a supplier is chosen. */
export const partyIn = (contract: ContractState, party: Party): readonly Addressee[] => {
  if (party === 'INSTITUTION') return [buyer(contract)];
  const supplier = chosenOf(contract)?.supplier ?? contract.concluded?.supplier;
  return supplier === undefined ? [] : [organisationOf('SUPPLIER', supplier.businessNumber)];
};

/** Who is to sign, as an organisation. */
export const signerIn = (contract: ContractState, { party, member }: Signer): readonly Addressee[] =>
  member === undefined ? partyIn(contract, party) : [organisationOf('SUPPLIER', member)];

/** The members of a consortium behind its representative. */
export const membersBehind = (contract: ContractState): readonly Addressee[] =>
  furtherNumbers(consortiumOf(contract)).map((number) => organisationOf('SUPPLIER', number));

/** All whom a party is told through: of a consortium each member. */
export const toldIn = (contract: ContractState, party: Party): readonly Addressee[] => [
  ...partyIn(contract, party),
  ...(party === 'SUPPLIER' ? membersBehind(contract) : []),
];
