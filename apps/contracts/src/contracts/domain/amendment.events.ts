import type { Fact, FactWith, Reasoned } from '#common/aggregates/fact.js';
import type { ContractAmended } from '#common/events/definitions/contract-amended.js';
import type { Deadline } from '#common/kernel/deadline.js';
import type { AmendedTerms } from './amendment.state.js';
import type { Party, Signer } from './contract.state.js';

/** Amendments of a contract; until both have signed, they are between its parties. */
export type AmendmentEvent =
  | Reasoned<
      Fact<
        'AmendmentProposed',
        { readonly n: number; readonly by: Party; readonly terms: AmendedTerms; readonly due: Deadline }
      >
    >
  | Fact<'AmendmentSigned', Signer & { readonly n: number }>
  | Reasoned<Fact<'AmendmentDeclined', { readonly n: number; readonly party: Party }>>
  | FactWith<'ContractAmended', ContractAmended, { readonly attempt: number }>;
