import { personas } from '#testing/personas.js';
import { describeWithServers } from '#testing/stores.js';
import { granted, type KnownCase } from '../testing/review-story.js';
import type { SessionView } from './session.view.js';
import { chair, secretary, SessionStory, type KnownSession } from './testing/session-story.js';

/** A second secretary with the same role. */
const deputy = { ...secretary, sub: 'secretary-2' };

describeWithServers('A session on which two people act at once', () => {
  let story: SessionStory;
  beforeAll(async () => {
    story = await SessionStory.start();
  }, 120_000);
  afterAll(async () => {
    await story?.stop();
  }, 60_000);

  const as = (person: typeof secretary) => story.review.as<SessionView>(person);
  const tally = async ({ path }: KnownSession, person = chair) => {
    const { version } = (await as(person).get(path)).view;
    return as(person).post(`${path}/agenda/1/tally`, undefined, { ifMatch: version });
  };

  it('takes the item of one of two secretaries, and tells the other what changed', async () => {
    const session = await story.planned(1);
    const cases = [await story.review.examinedCase(), await story.review.examinedCase()];
    const { version } = await session.view();
    const answers = await Promise.all(
      [secretary, deputy].map((person, i) =>
        as(person).post(`${session.path}/agenda`, { caseId: cases[i]?.caseId }, { ifMatch: version }),
      ),
    );
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['200', '412 VERSION_STALE']);
    const told = answers.find(({ status }) => status === 412);
    expect(JSON.stringify(told?.body)).toContain(`PLANNED for ${session.on}, 2 on the agenda`);
    const late = cases[answers.findIndex(({ status }) => status === 412)] as KnownCase;
    granted(await session.act(secretary, '/agenda', { caseId: late.caseId }));
    expect((await session.view()).agenda).toHaveLength(3);
  });

  it('counts a vote that a member casts while the chair counts, or refuses it', async () => {
    for (let i = 0; i < 4; i++) {
      const session = await story.voted(1);
      const [vote, count] = await Promise.all([session.vote(2, 1, 'YES'), tally(session)]);
      // The one who comes second is told what changed.
      expect(`${vote.outcome}, ${count.outcome}`).toMatch(/^200, (200|412 VERSION_STALE)$|^409 VOTING_NOT_OPEN, 200$/);
      if (count.status === 412) granted(await tally(session));
      // Member 2 abstained before.
      const yes = vote.outcome === '200' ? 12 : 11;
      expect((await session.item(1))?.tally).toMatchObject({ eligible: 19, yes });
      const recount = await story.review.as<object>(personas.auditor).get(`${session.path}/agenda/1/recount`);
      expect(recount.view).toMatchObject({ agrees: true });
      granted(await session.act(chair, '/closing', {}));
    }
  });

  it('leaves no event behind and every history whole', async () => {
    expect(await story.review.leftBehind()).toEqual({ deadLetters: 0, broken: [] });
  });
});
