import { gone, wrongState } from '#common/kernel/errors.js';
import type { CmsSignature } from '#common/kernel/cms-signature.js';
import type { ContractState, Party } from './domain/contract.state.js';

/** The electronic signatures that are kept: none of a party that attested its signature. */
export const electronicOf = ({ signatures }: ContractState): readonly (CmsSignature & { readonly party: Party })[] =>
  signatures.flatMap(({ party, cms }) => (cms === undefined || cms === null ? [] : [{ party, ...cms }]));

/** @throws Refusal 409 SIGNATURE_ABSENT; 410 DOCUMENT_ERASED */
export function electronicSignatureOf(state: ContractState, party: Party): CmsSignature {
  const cms = state.signatures.find((one) => one.party === party)?.cms;
  if (cms === null) throw gone('DOCUMENT_ERASED', `The electronic signature of the ${party} was erased.`);
  if (cms !== undefined) return cms;
  throw wrongState('SIGNATURE_ABSENT', `The ${party} has given no electronic signature: it may have attested one.`);
}
