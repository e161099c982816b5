import { describeWithServers } from '#testing/stores.js';
import { APPLICANTS, MEMBERS, officer, secretary, type Applicant } from '../../tools/story/cast.js';
import { STORY } from '../../tools/story/story.js';
import { install, type Installed } from './installed.js';
import { refusalOf } from './refusal-of.js';

/** Played up to the members' coming to the session: six items, noticed for 19 September. */
const BEFORE_THE_SESSION = STORY.findIndex(({ title }) => title.includes('14 come'));
const SESSION = '/v1/sessions/62';
const ITEM = 2;
const { businessNumber, persona } = APPLICANTS[ITEM - 1] as Applicant;
const SUPPLIER = `/v1/suppliers/${businessNumber}`;
const order = { from: '2025-09-19', to: '2026-03-18', ground: 'COLLUSION', reason: '입찰 담합, 조달청 결정' };

describeWithServers('§11.5: a supplier debarred from session day on (부정당업자)', () => {
  let installed: Installed;
  beforeAll(async () => {
    installed = await install();
  }, 60_000);
  afterAll(() => installed?.stop());

  it('is stopped in intake and seen in review, and the committee decides', async () => {
    const { stage } = installed;
    for (const { at, play } of STORY.slice(0, BEFORE_THE_SESSION)) {
      await stage.moveTo(at);
      await play(stage);
    }
    await stage.as(officer).move('intake', SUPPLIER, '/debarment', order);
    await stage.moveTo('2025-09-19T14:00:00+09:00');

    const draft = { service: { name: '또 하나의 서비스', kind: 'CONVERGENCE' }, prices: [], certificates: [] };
    const contact = { name: '김담당', email: 'kim@example.kr', phone: '02-1234-5678' };
    const drafting = stage.as(persona).post('intake', '/v1/applications', { ...draft, contact });
    expect(await refusalOf(drafting)).toBe('SUPPLIER_DEBARRED');

    const chairing = stage.as(MEMBERS[0]!);
    const present = MEMBERS.slice(0, 14);
    for (const { sub } of present) await stage.as(secretary).put('review', `${SESSION}/attendance/${sub}`, {});
    for (const member of present) {
      const items = [1, 2, 3, 4, 5, 6].map((item) => ({ item, ground: 'NONE' }));
      await stage.as(member).put('review', `${SESSION}/declarations/${member.sub}`, { items });
    }
    await chairing.move('review', SESSION, '/opening');
    const shown = { from: order.from, to: order.to, ground: order.ground };
    const agenda = (await chairing.get('review', SESSION))['agenda'] as { item: number; debarment?: object }[];
    expect(agenda.filter(({ debarment }) => debarment !== undefined)).toMatchObject([{ item: ITEM, debarment: shown }]);

    const voting = `/agenda/${ITEM}/voting`;
    await chairing.move('review', SESSION, `/agenda/${ITEM}/deliberation`);
    expect(await refusalOf(chairing.move('review', SESSION, voting))).toBe('DEBARMENT_UNSEEN');
    await chairing.move('review', SESSION, voting, { debarmentSeen: true });
    for (const member of present)
      await stage.as(member).put('review', `${SESSION}/agenda/${ITEM}/votes/${member.sub}`, {
        vote: 'NO',
        reason: '부정당업자 제재 기간 중이다.',
      });
    const tallied = await chairing.move('review', SESSION, `/agenda/${ITEM}/tally`);
    expect(tallied['agenda']).toContainEqual(expect.objectContaining({ item: ITEM, status: 'NOT_SELECTED' }));
  }, 240_000);
});
