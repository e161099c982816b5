import type { ServiceProfile } from '../events/definitions/shapes.js';
import type { FieldError } from './errors.js';

/** The technology (기술) under which a service says that it uses artificial intelligence. */
const AI = 'AI';

/** What a form is refused with for its disclosures. */
export const DISCLOSURE_FAULTS = ['AI_NOT_STATED', 'AI_NETWORK_NOT_OFFERED'] as const;

/** What a service discloses has to fit what it says of itself elsewhere. Empty when it does. */
export function disclosureFaults({
  ai,
  technologies,
  networks,
}: Partial<Pick<ServiceProfile, 'ai' | 'technologies' | 'networks'>>): readonly FieldError[] {
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
