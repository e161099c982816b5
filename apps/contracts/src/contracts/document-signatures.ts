import { gone, wrongState } from '#common/kernel/errors.js';
import type { CmsSignature } from '#common/kernel/cms-signature.js';
import { hasSigned } from './domain/contract.rules.js';
import type { ContractState, Signer } from './domain/contract.state.js';

/** The electronic signatures that are kept: none of a party that attested its signature. */
export const electronicOf = ({ signatures }: ContractState): readonly (CmsSignature & { readonly name: string })[] =>
  signatures.flatMap(({ cms, ...signer }) =>
    cms === undefined || cms === null ? [] : [{ name: signatureName(signer), ...cms }],
  );

/** `supplier`; of a member of a consortium `supplier-1234567890`. */
export const signatureName = ({ party, member }: Signer): string =>
  [party.toLowerCase(), ...(member === undefined ? [] : [member])].join('-');

/** @throws Refusal 409 SIGNATURE_ABSENT; 410 DOCUMENT_ERASED */
export function electronicSignatureOf(state: ContractState, signer: Signer): CmsSignature {
  const cms = state.signatures.find((one) => hasSigned({ signatures: [one] }, signer))?.cms;
  const name = signatureName(signer);
  if (cms === null) throw gone('DOCUMENT_ERASED', `The electronic signature of the ${name} was erased.`);
  if (cms !== undefined) return cms;
  throw wrongState('SIGNATURE_ABSENT', `The ${name} has given no electronic signature: it may have attested one.`);
}
