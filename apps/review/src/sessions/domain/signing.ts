import type { Moment } from '#common/kernel/clock.js';
import { ensureSignedFor, ensureSignedIf, type CmsSignature } from '#common/kernel/cms-signature.js';
import { ensure, wrongState } from '#common/kernel/errors.js';
import { paperOf } from './session.rules.js';
import type { SessionPaperKind, SessionState } from './session.state.js';

/** How a paper is confirmed. */
export interface Signed {
  /** Checked against the trust anchors; absent where the person attests. */
  readonly cms?: CmsSignature;
  /** One was sent that could not be checked: the session had no such paper when it was read. */
  readonly isUnchecked?: boolean;
}

/**
 * over this paper of the session, by a certificate of the ministry, in whose name the committee sits and the
 * selection is made.
 */
export function ensureElectronic(
  state: SessionState,
  kind: SessionPaperKind,
  { cms, isUnchecked = false }: Signed,
  moment: Moment,
): void {
  const paper = paperOf(state, kind);
  // An electronic signature is never taken for an attestation: what was sent is on record, or nothing is.
  ensure(!isUnchecked, () =>
    wrongState('PAPER_NOT_MADE', 'The session changed while the signature was checked: read it and sign again.'),
  );
  ensureSignedIf('review.signature', cms, moment);
  if (cms === undefined || paper === undefined) return;
  ensureSignedFor(cms, { ...paper, organisation: moment.policy['review.ministryCode'] }, moment);
}
