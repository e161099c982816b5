import { ApplicationAccepted } from '#common/events/definitions/application-accepted.js';
import { addDays } from '#common/kernel/day.js';
import { memberOf } from '#testing/personas.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import type { CaseView } from '../cases/case.view.js';
import type { CommitteeView } from '../committee/committee.view.js';
import { granted } from '../testing/review-story.js';
import { auditor, chair, MEMBERS, ministry, RECUSED, secretary, SessionStory } from './testing/session-story.js';

const acting = memberOf(1);
const recused = memberOf(RECUSED);

describeWithServers('A session that votes', () => {
  let story: SessionStory;

  beforeAll(async () => {
    story = await SessionStory.start();
  }, 120_000);

  afterAll(async () => {
    await story?.stop();
  }, 60_000);

  it('opens its papers after a clear declaration, and closes them to a recused member', async () => {
    const session = await story.noticed(2);
    const { path } = session.caseOf(1);
    await story.clock(`${addDays(session.on, -1)} 10:00`);
    const forged = { items: [{ item: 1, ground: 'NONE' }] };
    const other = await story.review.as(memberOf(3)).put(`${session.path}/declarations/${memberOf(4).sub}`, forged);
    expect(other.outcome).toBe('403 FORBIDDEN');
    const declared = await session.declareAll();
    expect(declared.map(({ status }) => status)).toEqual(Array(20).fill(200));
    await eventually(async () => {
      const papers = (await story.review.as<CaseView>(memberOf(3)).get(path)).view;
      expect(papers.examinations).toHaveLength(3);
      expect(papers.examinations.every((examination) => examination.examinerId === undefined)).toBe(true);
    });
    expect((await story.review.as(recused).get(path)).outcome).toMatch(/^404/);
    expect((await session.declare(RECUSED, 1)).view).toMatchObject({
      agenda: expect.arrayContaining([
        expect.objectContaining({ item: 1, own: { declared: true, recused: true, type: 'SELF_RECUSAL', ground: 'B' } }),
      ]),
    });
    expect(await session.item(1, memberOf(6))).not.toHaveProperty('recusals');
    const self = { memberId: recused.sub, ground: 'B', type: 'SELF_RECUSAL' };
    expect((await session.item(1))?.recusals).toMatchObject([self]);
  });

  it('R-04: opens papers, examinations and names to the chair after their own clear declaration only', async () => {
    const session = await story.noticed(1);
    const { path, caseId } = session.caseOf(1);
    const listed = async (person: typeof chair) => {
      const { view } = await story.review.as<{ items: CaseView[] }>(person).get('/v1/cases?limit=200');
      return view.items.some(({ id }) => id === caseId);
    };
    for (const person of [chair, acting]) {
      expect((await story.review.as(person).get(path)).outcome).toBe('404 NOT_FOUND');
      expect(await listed(person)).toBe(false);
    }
    await session.declareAll();
    for (const person of [chair, acting]) {
      await eventually(async () => expect((await story.review.as(person).get(path)).outcome).toBe('200'));
      const { view } = await story.review.as<CaseView>(person).get(path);
      expect(view.papers).toBeDefined();
      expect(view.examiners).toContain('examiner-1');
      expect(view.examinations.map(({ examinerId }) => examinerId)).toContain('examiner-1');
      expect(await listed(person)).toBe(true);
    }
    expect((await story.review.as<CaseView>(memberOf(3)).get(path)).view).not.toHaveProperty('examiners');
  });

  it('S9: excludes a member of the applicant’s own house, and warns the secretary', async () => {
    const session = await story.noticed(1);
    const known = session.caseOf(1);
    const org = ApplicationAccepted.sample.supplier.businessNumber;
    const linked = { ...memberOf(7), org };
    const declaration = `${session.path}/declarations/${linked.sub}`;
    const declared = await story.review.as(linked).put(declaration, { items: [{ item: 1, ground: 'NONE' }] });
    expect(declared.outcome).toBe('403 MEMBER_EXCLUDED');
    const { links } = (await story.review.as<CaseView>(secretary).get(known.path)).view;
    expect(links).toMatchObject([{ person: linked.sub }]);
    // With a token that does not name the organisation they declare, and get the papers.
    await session.declareAll();
    await eventually(async () => expect((await story.review.as(memberOf(7)).get(known.path)).outcome).toBe('200'));
    expect((await story.review.as(linked).get(known.path)).outcome).toBe('404 NOT_FOUND');
    expect(await session.item(1, linked)).not.toHaveProperty('reasons');
    await story.clock(`${session.on} 14:00`);
    await session.attendAll();
    expect((await session.act(chair, '/opening')).outcome).toBe('200');
    await session.openVoting(1);
    const vote = `${session.path}/agenda/1/votes/${linked.sub}`;
    expect((await story.review.as(linked).put(vote, { vote: 'YES' })).outcome).toBe('403 MEMBER_EXCLUDED');
    expect((await session.act({ ...chair, org }, '/agenda/1/tally')).outcome).toBe('403 MEMBER_EXCLUDED');
    expect((await session.vote(7, 1, 'YES')).outcome).toBe('200');
  });

  it('is opened by the chair with a quorum', async () => {
    const session = await story.noticed(1);
    await session.declareAll();
    await story.clock(`${session.on} 14:00`);
    const came = await session.attendAll();
    expect(came.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect((await session.act(acting, '/opening')).outcome).toBe('403 FORBIDDEN');
    expect((await session.act(secretary, '/adjournment')).outcome).toBe('409 QUORUM_MET');
    expect((await session.act(chair, '/agenda/1/deliberation')).outcome).toBe('409 SESSION_NOT_OPEN');
    expect((await session.act(chair, '/opening')).view).toMatchObject({ status: 'OPEN' });
  });

  it('counts all of twenty votes cast at once, the recused member’s never', async () => {
    const session = await story.opened(1);
    expect((await session.vote(2, 1, 'YES')).outcome).toBe('409 VOTING_NOT_OPEN');
    expect((await session.act(chair, '/agenda/1/voting')).outcome).toBe('409 ITEM_NOT_DELIBERATING');
    for (const step of ['deliberation', 'voting'])
      expect((await session.act(chair, `/agenda/1/${step}`)).outcome).toBe('200');
    const ballots = await session.voteAll(1);
    expect(ballots.map(({ outcome }) => outcome)).toEqual(
      MEMBERS.map((_, n) => (n === RECUSED ? '409 MEMBER_RECUSED' : '200')),
    );
    expect((await session.vote(2, 1, 'NO')).outcome).toBe('422 VOTE_REASON_REQUIRED');
    expect((await session.vote(2, 1, 'ABSTAIN')).view).toBeDefined();
    const forged = `${session.path}/agenda/1/votes/${memberOf(4).sub}`;
    expect((await story.review.as(memberOf(3)).put(forged, { vote: 'YES' })).outcome).toBe('403 FORBIDDEN');
    expect((await session.item(1))?.votesCast).toBe(19);
  });

  it('S20: shows a vote to its voter until the tally, then to nobody, and no tally to a recused member', async () => {
    const session = await story.voted(1);
    const recount = `${session.path}/agenda/1/recount`;
    const votesIn = async (reader: typeof secretary) =>
      (await session.history(reader)).filter(({ type }) => type === 'VoteCast').length;
    expect((await session.item(1, memberOf(2)))?.own).toMatchObject({ vote: 'ABSTAIN' });
    for (const reader of [secretary, auditor]) {
      expect(JSON.stringify(await session.view(reader))).not.toMatch(/ABSTAIN|보안 미흡/);
      expect(await votesIn(reader)).toBe(0);
    }
    expect(await votesIn(chair)).toBe(1);
    expect((await story.review.as(auditor).get(recount)).outcome).toBe('409 ITEM_NOT_TALLIED');
    expect((await session.act(chair, '/agenda/1/tally')).outcome).toBe('200');
    expect(await votesIn(chair)).toBe(0);
    expect((await session.item(1, memberOf(2)))?.own).toEqual({ declared: true, recused: false });
    const tally = { eligible: 19, yes: 11, no: 7, abstain: 1 };
    expect(await session.item(1, memberOf(2))).toMatchObject({ status: 'SELECTED', tally });
    expect(await session.item(1, recused)).not.toHaveProperty('tally');
    expect(await session.item(1, recused)).not.toHaveProperty('status');
    expect(await session.item(1, ministry)).not.toHaveProperty('tally');
    expect((await story.review.as(auditor).get(recount)).view).toEqual({
      item: 1,
      recorded: tally,
      recounted: tally,
      agrees: true,
    });
    expect((await story.review.as(chair).get(recount)).outcome).toMatch(/^403/);
  });

  it('defers with a list of requests, resolves ground e, and has the acting chair preside for a recused chair', async () => {
    const session = await story.opened(2);
    const balloting = (by: typeof chair, of: typeof chair) => session.act(by, `/agenda/2/recusals/${of.sub}/voting`);
    const resolving = (by: typeof chair, of: typeof chair) =>
      session.act(by, `/agenda/2/recusals/${of.sub}`, { reason: '유사 사례' });
    expect((await balloting(chair, chair)).outcome).toBe('403 FORBIDDEN');
    expect((await resolving(acting, chair)).outcome).toBe('409 RECUSAL_BALLOT_NOT_OPEN');
    expect((await balloting(acting, chair)).outcome).toBe('200');
    expect((await session.voteOn(0, 2, chair, 'NO')).outcome).toBe('409 MEMBER_RECUSED');
    const cast = await Promise.all(
      MEMBERS.slice(1).map((_, n) => session.voteOn(n + 1, 2, chair, n < 12 ? 'YES' : 'NO')),
    );
    expect(cast.map(({ status }) => status)).toEqual(Array(19).fill(200));
    const shown = (await session.item(2, memberOf(3)))?.ballots;
    expect(shown).toMatchObject([{ memberId: chair.sub, subject: 'GROUND_E', vote: 'YES' }]);
    expect(JSON.stringify(await session.view(secretary))).not.toContain('YES');
    expect((await resolving(acting, chair)).outcome).toBe('200');
    const types = (await session.history(secretary)).map(({ type }) => type);
    expect(types).toContain('RecusalResolved');
    expect(types).not.toContain('RecusalVoteCast');
    const tally = { eligible: 19, yes: 12, no: 7, abstain: 0 };
    expect((await session.item(2))?.ballots).toMatchObject([{ recused: true, tally, reason: '유사 사례' }]);
    const recount = `${session.path}/agenda/2/recusals/${chair.sub}/recount`;
    expect((await story.review.as(auditor).get(recount)).view).toMatchObject({ recorded: tally, agrees: true });
    expect((await story.review.as(secretary).get(recount)).outcome).toMatch(/^403/);
    expect((await session.act(chair, '/agenda/2/deliberation')).outcome).toBe('403 FORBIDDEN');
    await eventually(async () =>
      expect((await story.review.as(chair).get(session.caseOf(2).path)).outcome).toMatch(/^404/),
    );
    expect((await session.act(acting, '/agenda/2/deliberation')).outcome).toBe('200');
    const deferring = (requests: readonly string[]) =>
      session.act(acting, '/agenda/2/deferral', { reason: '자료 부족', requests });
    expect((await deferring([])).outcome).toMatch(/^422/);
    expect((await deferring(['재무제표'])).outcome).toBe('200');
    expect((await session.act(chair, '/closing', {})).outcome).toBe('409 ITEMS_UNDECIDED');
  });

  it('R-05: excludes a member with evidence, at once, and lets them contest it', async () => {
    const session = await story.noticed(1);
    const known = session.caseOf(1);
    await session.declareAll();
    const excluded = memberOf(8);
    await eventually(async () => expect((await story.review.as(excluded).get(known.path)).outcome).toBe('200'));
    const recusal = `/agenda/1/recusals/${excluded.sub}`;
    const evidence = { ground: 'B', evidence: '2024년 용역 계약서' };
    expect((await session.act(memberOf(3), `${recusal}/exclusion`, evidence)).outcome).toBe('403 FORBIDDEN');
    expect((await session.act(secretary, `${recusal}/exclusion`, evidence)).outcome).toBe('200');
    await eventually(async () => expect((await story.review.as(excluded).get(known.path)).outcome).toMatch(/^404/));
    const shown = { type: 'EXCLUSION', note: evidence.evidence };
    expect((await session.item(1, excluded))?.own).toMatchObject({ recused: true, ...shown });
    const contest = `${session.path}${recusal}/contest`;
    expect((await story.review.as(memberOf(9)).put(contest, { reason: '대신' })).outcome).toBe('403 FORBIDDEN');
    expect((await story.review.as(excluded).put(contest, { reason: '사실과 다르다' })).outcome).toBe('200');
    expect((await session.item(1))?.recusals).toContainEqual(
      expect.objectContaining({ ...shown, contest: expect.objectContaining({ reason: '사실과 다르다' }) as unknown }),
    );
    await story.clock(`${session.on} 14:00`);
    (await session.attendAll()).forEach(granted);
    granted(await session.act(chair, '/opening'));
    granted(await session.act(chair, '/agenda/1/deliberation'));
    expect((await session.act(chair, '/agenda/1/voting')).outcome).toBe('409 RECUSAL_UNDECIDED');
    granted(await session.act(chair, `${recusal}/voting`));
    granted(await session.voteOn(1, 1, excluded, 'NO'));
    granted(await session.act(chair, recusal, { reason: '계약 당사자가 아니다' }));
    await eventually(async () => expect((await story.review.as(excluded).get(known.path)).outcome).toBe('200'));
    granted(await session.act(chair, '/agenda/1/voting'));
    granted(await session.vote(8, 1, 'YES'));
  });

  // Last, because the committee has nineteen members after it.
  it('S20: strikes off a member who leaves the committee, and closes the papers and the session to them', async () => {
    const session = await story.tallied(2);
    const { path } = session.caseOf(2);
    const leaving = memberOf(19);
    expect((await story.review.as<CaseView>(secretary).get(path)).view.status).toBe('ON_AGENDA');
    await eventually(async () => expect((await story.review.as(leaving).get(path)).outcome).toBe('200'));
    const { version } = (await story.review.as<CommitteeView>(secretary).get('/v1/members')).view;
    const dismissal = { ground: 'OWN_WISH', reason: '일신상의 사유' };
    const dismissed = await story.review
      .as(ministry)
      .post(`/v1/members/${leaving.sub}/dismissal`, dismissal, { ifMatch: version });
    expect(dismissed.outcome).toBe('200');
    await eventually(async () => expect((await session.view()).roster).toHaveLength(19));
    await eventually(async () => expect((await story.review.as(leaving).get(path)).outcome).toMatch(/^404/));
    expect(await session.item(1)).toMatchObject({ tally: { eligible: 19 } });
    // A token outlives the office; it opens no more than a stranger's.
    const former = story.review.as({ ...leaving, roles: ['MEMBER', 'CHAIR'] });
    for (const closed of [session.path, `${session.path}/history`, '/v1/members', path]) {
      expect([closed, (await former.get(closed)).outcome]).toEqual([closed, '404 NOT_FOUND']);
    }
    expect((await former.get('/v1/cases')).body).toEqual({ items: [] });
    for (const never of [memberOf(40), { ...memberOf(41), roles: ['CHAIR' as const] }]) {
      expect((await story.review.as(never).get(session.path)).outcome).toBe('404 NOT_FOUND');
      expect((await story.review.as(never).get('/v1/members')).outcome).toBe('404 NOT_FOUND');
    }
  });

  it('leaves no event behind and every history whole', async () => {
    expect(await story.review.leftBehind()).toEqual({ deadLetters: 0, broken: [] });
  });
});
