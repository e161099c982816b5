import { canonicalJson } from '#common/kernel/canonical-json.js';
import type { Moment } from '#common/kernel/clock.js';
import { ensure, wrongState } from '#common/kernel/errors.js';
import type { ContractEvent } from './contract.events.js';
import type { UsageCertificate } from './certificate.state.js';
import type { ContractState } from './contract.state.js';
import { isRegistered, registeredUse } from './registering.js';

/**
 * Issues a use certificate (이용실적증명 발급), of a use that is registered (§5.5). The code is by chance: it cannot be
 * found by trying.
 * @throws Refusal 409 USAGE_NOT_REGISTERED, CERTIFICATES_TOO_MANY
 */
export function issueUsageCertificate(
  state: ContractState,
  { code }: { readonly code: string },
  { today, at, policy }: Moment,
): readonly ContractEvent[] {
  const { registration, certificates = [] } = state;
  if (registration === undefined || !isRegistered(registration))
    throw wrongState(
      'USAGE_NOT_REGISTERED',
      'A certificate says what was registered: the institution registers first.',
    );
  const most = policy['contracts.usageCertificatesMax'];
  ensure(certificates.length < most, () =>
    wrongState('CERTIFICATES_TOO_MANY', `A contract has ${most} certificates at most: use one that was issued.`),
  );
  const { corrections = 0 } = registration;
  const use = registeredUse(state, registration);
  const data = { no: certificates.length + 1, code, issuedOn: today, issuedAt: at.toISOString(), use, corrections };
  return [{ type: 'UsageCertificateIssued', data }];
}

/** Whether it still says what is registered: neither the use was corrected since, nor the contract amended. */
export function isCurrent(state: ContractState, { use, corrections }: UsageCertificate): boolean {
  const { registration } = state;
  if (registration === undefined || (registration.corrections ?? 0) !== corrections) return false;
  return canonicalJson(registeredUse(state, registration)) === canonicalJson(use);
}
