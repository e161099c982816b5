import type { FieldError } from './errors.js';

/** The technology (기술) under which a service says that it uses artificial intelligence. */
const AI = 'AI';

/** What a form is refused with for its disclosures. */
export const DISCLOSURE_FAULTS = ['AI_NOT_STATED', 'AI_NETWORK_NOT_OFFERED'] as const;

/** What a service says of its use of AI, and of its technologies and networks. */
interface Disclosing {
  readonly ai?: { readonly networks: readonly string[] };
  readonly technologies?: readonly string[];
  readonly networks?: readonly string[];
}

/** What a service discloses has to fit what it says of itself elsewhere. Empty when it does. */
export function disclosureFaults({ ai, technologies, networks }: Disclosing): readonly FieldError[] {
  if (ai === undefined) return [];
  const strange = ai.networks.findIndex((network) => networks?.includes(network) === false);
  return [
    ...(technologies === undefined || technologies.includes(AI)
      ? []
      : [
          {
            pointer: '/service/technologies',
            code: 'AI_NOT_STATED',
            detail: 'a service that discloses its use of AI names AI among its technologies',
          },
        ]),
    ...(strange === -1
      ? []
      : [
          {
            pointer: `/service/ai/networks/${strange}`,
            code: 'AI_NETWORK_NOT_OFFERED',
            detail: 'one of the networks of the service',
          },
        ]),
  ];
}
