import { Flag } from '#common/http/validation/fields.js';

export class OpenVotingRequest {
  /** The chair knows that the supplier is debarred on the session day, as the item shows. */
  @Flag({ optional: true })
  readonly debarmentSeen?: boolean;
}
