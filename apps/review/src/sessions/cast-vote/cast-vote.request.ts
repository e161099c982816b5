import { OneOf, Text } from '#common/http/validation/fields.js';
import { VOTES, type Vote } from '../domain/session.state.js';

export class CastVoteRequest {
  @OneOf(VOTES)
  readonly vote!: Vote;

  @Text({ max: 2000, optional: true, description: 'Needed for NO' })
  readonly reason?: string;
}
