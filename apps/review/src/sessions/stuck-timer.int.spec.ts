import { addDays } from '#common/kernel/day.js';
import { databaseOf } from '#testing/notes.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { EXAMINERS, granted } from '../testing/review-story.js';
import { SessionStory } from './testing/session-story.js';

const SOON = { within: 20_000 };

describeWithServers('The freeze of an agenda that cannot act', () => {
  let story: SessionStory;
  beforeAll(async () => {
    story = await SessionStory.start();
  }, 120_000);
  afterAll(async () => {
    await story?.stop();
  }, 60_000);

  const failing = async () => {
    const text = await (await fetch(`${story.review.under.service.opsUrl}/metrics`)).text();
    return /^timers_failing(?:\{.*\})? (\d+)$/m.exec(text)?.[1];
  };

  it('R-03: says so in a metric, and acts once it can', async () => {
    const session = await story.noticed(1);
    const known = session.caseOf(1);
    const [first] = EXAMINERS;
    const conflict = `${known.path}/declarations/${first?.sub}`;
    granted(await story.review.as(first!).put(conflict, { ground: 'B' }));
    await eventually(async () => expect(await session.item(1)).toMatchObject({ lacksExamination: true }));
    const db = databaseOf(story.review.under.database);
    await db.command({ collMod: 'sessions', validator: { 'state.agenda.status': { $ne: 'REMOVED' } } });
    await story.clock(`${addDays(session.on, -1)} 10:00`);
    await eventually(async () => expect(await failing()).toBe('1'), SOON);
    expect((await session.item(1))?.status).toBe('PENDING');
    await db.command({ collMod: 'sessions', validator: {} });
    await eventually(async () => expect((await session.item(1))?.status).toBe('REMOVED'), SOON);
    await eventually(async () => expect(await failing()).toBe('0'), SOON);
  }, 60_000);
});
