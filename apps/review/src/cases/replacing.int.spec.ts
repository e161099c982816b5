import { addDays } from '#common/kernel/day.js';
import { examinerOf, personas } from '#testing/personas.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { SessionStory } from '../sessions/testing/session-story.js';
import { EXAMINERS, granted, type KnownCase } from '../testing/review-story.js';
import type { CaseView } from './case.view.js';

const [first, second, third] = EXAMINERS as readonly [
  ReturnType<typeof examinerOf>,
  ReturnType<typeof examinerOf>,
  ReturnType<typeof examinerOf>,
];
const fourth = examinerOf(4);

describeWithServers('The examination of a case', () => {
  let story: SessionStory;
  const { secretary } = personas;
  const as = (person: typeof first) => story.review.as<CaseView>(person);
  const read = async ({ path }: KnownCase) => (await as(secretary).get(path)).view;

  /** The secretary asks a fourth examiner, who is clear. */
  async function cleared(known: KnownCase): Promise<void> {
    await story.review.invite(known, fourth);
    granted(await as(fourth).put(`${known.path}/declarations/${fourth.sub}`, { ground: 'NONE' }));
  }

  beforeAll(async () => {
    story = await SessionStory.start();
  }, 120_000);

  afterAll(async () => {
    await story?.stop();
  }, 60_000);

  it('goes on when an examiner is silent for two months and is replaced', async () => {
    const known = await story.review.assignedCase();
    for (const one of [first, second]) granted(await story.review.submit(known, one));
    await story.clock('2025-10-13 10:00');
    expect(await read(known)).toMatchObject({
      status: 'EXPERT_ASSIGNED',
      awaitedExaminers: [third.sub],
      deadlines: [{ key: 'EXAMINATION', overdue: true }],
    });
    await cleared(known);
    const replacing = `/examiners/${third.sub}/replacement`;
    const body = { replacementId: fourth.sub, reason: '두 달 동안 회신 없음' };
    expect((await as(first).move(known.path, replacing, body)).outcome).toBe('403 FORBIDDEN');
    expect((await as(secretary).move(known.path, replacing, { ...body, reason: undefined })).status).toBe(422);
    const { version } = await read(known);
    const both = await Promise.all(
      ['a', 'b'].map((key) => as(secretary).post(known.path + replacing, body, { ifMatch: version, key })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect(JSON.stringify(both.map((answer) => answer.body))).toContain('(EXPERT_ASSIGNED): read it again');
    expect((await as(secretary).move(known.path, replacing, body)).outcome).toBe('409 EXAMINER_NOT_ASSIGNED');
    expect((await story.review.submit(known, third)).outcome).toBe('403 EXAMINER_REPLACED');
    expect((await as(third).get(known.path)).view).not.toHaveProperty('papers');
    granted(await story.review.submit(known, fourth));
    expect(await read(known)).toMatchObject({
      status: 'EXPERT_DONE',
      examiners: [first.sub, second.sub, fourth.sub],
      replacedExaminers: [{ examinerId: third.sub }],
    });
    expect((await story.review.submit(known, third)).outcome).toBe('403 EXAMINER_REPLACED');
  });

  it('is reopened by a conflict found late: the item leaves the agenda at the freeze unless it is complete', async () => {
    const session = await story.noticed(2);
    const [left, kept] = session.cases as [KnownCase, KnownCase];
    await eventually(async () => expect((await read(kept)).status).toBe('ON_AGENDA'));
    for (const known of [left, kept])
      granted(await as(first).put(`${known.path}/declarations/${first.sub}`, { ground: 'B' }));
    for (const item of [1, 2])
      await eventually(async () => expect(await session.item(item)).toMatchObject({ lacksExamination: true }));
    expect(await read(left)).toMatchObject({ status: 'ON_AGENDA', examinationPhase: 'OPENED', examinationsDone: 2 });
    await cleared(kept);
    granted(await as(secretary).move(kept.path, '/examiners', { examinerIds: [fourth.sub] }));
    granted(await story.review.submit(kept, fourth));
    await eventually(async () => expect(await session.item(2)).not.toHaveProperty('lacksExamination'));
    await story.clock(`${addDays(session.on, -1)} 10:00`);
    await eventually(async () => expect((await session.item(1))?.status).toBe('REMOVED'));
    await eventually(async () => expect((await read(left)).status).toBe('OPENED'));
    expect((await session.item(2))?.status).toBe('PENDING');
    expect((await read(kept)).status).toBe('ON_AGENDA');
  });

  it('leaves no event behind and every history whole', async () => {
    expect(await story.review.leftBehind()).toEqual({ deadLetters: 0, broken: [] });
  });
});
