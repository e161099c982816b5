import { hasRole, type Reader } from '#common/kernel/actor.js';
import { isLinked, wasSubmitted } from './application.rules.js';
import type { ApplicationState } from './application.state.js';

/**
 * Whether a reader sees who works for the supplier (§11.1): the supplier itself, NIA, and members of the committee
 * (위원회) whom it has admitted. An officer or a member of the supplier's house sees it as neither.
 */
export function seesStaff(application: ApplicationState, reader: Reader): boolean {
  if (reader.kind !== 'person') return false;
  if (isLinked(application, reader)) return hasRole(reader, 'SUPPLIER');
  const isOfCommittee = hasRole(reader, 'MEMBER') || hasRole(reader, 'CHAIR');
  return (
    (hasRole(reader, 'NIA_OPERATOR') && wasSubmitted(application)) ||
    (isOfCommittee && application.readers.includes(reader.sub))
  );
}
