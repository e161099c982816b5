import { memberOf } from '#testing/personas.js';
import { describeWithServers } from '#testing/stores.js';
import { granted } from '../testing/review-story.js';
import { chair, secretary, SessionStory, type KnownSession } from './testing/session-story.js';

/** A professor, whose first term ends on 19 September 2025. */
const RENEWED = 12;

describeWithServers('R-01, F-01: a member who is renewed early', () => {
  let story: SessionStory;

  beforeAll(async () => {
    story = await SessionStory.start({}, async (review) => {
      granted(await review.appoint(RENEWED, { termFrom: '2023-09-20' }));
    });
  }, 120_000);

  afterAll(async () => {
    await story?.stop();
  }, 60_000);

  /** All twenty come; the renewed one votes, and counts. */
  async function votes(session: KnownSession): Promise<void> {
    await session.openVoting(1);
    granted(await session.vote(RENEWED, 1, 'YES'));
    granted(await session.act(chair, '/agenda/1/tally'));
    // The secretary reads 19 of 20: one member stands aside.
    expect(await session.item(1)).toMatchObject({ tally: { eligible: 19, yes: 1 } });
    granted(await session.act(chair, '/closing', {}));
    const seat = (await session.view(secretary)).roster?.find(({ memberId }) => memberId === memberOf(RENEWED).sub);
    expect(seat).toMatchObject({ present: true });
  }

  it('votes in the session before the second term begins, and in the one after', async () => {
    await story.clock('2025-08-13 10:00');
    granted(await story.review.appoint(RENEWED, { termFrom: '2025-09-20' }));
    await votes(await story.opened(1, '2025-09-12'));
    await story.clock('2025-09-15 10:00');
    await votes(await story.opened(1, '2025-09-26'));
  }, 120_000);

  it('leaves no event behind and every history whole', async () => {
    expect(await story.review.leftBehind()).toEqual({ deadLetters: 0, broken: [] });
  });
});
