import { OneOf } from '#common/http/validation/fields.js';
import { VOTES, type Vote } from '../domain/session.state.js';

export class CastRecusalVoteRequest {
  @OneOf(VOTES, { description: 'YES: the member stands aside' })
  readonly vote!: Vote;
}
