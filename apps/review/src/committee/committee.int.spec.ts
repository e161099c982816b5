import type { Person } from '#common/kernel/actor.js';
import { memberOf, personas } from '#testing/personas.js';
import { describeWithServers } from '#testing/stores.js';
import { ReviewStory } from '../testing/review-story.js';
import type { CommitteeView, CompositionView, MemberView } from './committee.view.js';

/** What the service writes to its security log while this runs. */
async function securityEntriesOf(act: () => Promise<void>): Promise<readonly object[]> {
  const written: string[] = [];
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  try {
    await act();
  } finally {
    stdout.mockRestore();
  }
  const lines = written.flatMap((text) => text.split('\n')).filter((line) => line.includes('"context":"security"'));
  return lines.map((line) => JSON.parse(line) as object);
}

describeWithServers('The committee', () => {
  let story: ReviewStory;
  const committee = async (reader: Person = personas.secretary) =>
    (await story.as<CommitteeView>(reader).get('/v1/members')).view;

  beforeAll(async () => {
    story = await ReviewStory.start({ SECURITY_LOG: 'stdout' });
    await story.clock('2025-08-04 10:00');
  }, 120_000);

  afterAll(async () => {
    await story?.stop();
  }, 60_000);

  // The service has one committee, so the test that begins without it comes first.
  it('is appointed by the ministry, twenty members at most', async () => {
    expect(await committee()).toMatchObject({ items: [] });
    expect((await story.as(personas.secretary).post('/v1/members', {})).outcome).toMatch(/^403/);
    expect((await story.as().get('/v1/members')).outcome).toMatch(/^401/);
    for (let n = 0; n < 20; n++) expect((await story.appoint(n)).outcome).toBe('201');
    const twentyFirst = await story.appoint(20, { official: false, qualification: 'PROFESSOR' });
    expect(twentyFirst.outcome).toBe('409 COMMITTEE_FULL');
    expect((await story.appoint(1, { official: false })).outcome).toBe('422 QUALIFICATION_MISMATCH');
    expect((await story.appoint(1, { termFrom: 'soon' })).outcome).toMatch(/^422/);
  });

  it('is known to the offices and the members, not to suppliers', async () => {
    await story.appointCommittee();
    const { items, chairId } = await committee(memberOf(3));
    expect(items).toHaveLength(20);
    expect(chairId).toBe('chair');
    expect((await story.as(personas.supplier).get('/v1/members')).outcome).toMatch(/^403/);
    const history = await story.as(personas.auditor).get('/v1/committee/history');
    expect(history.outcome).toBe('200');
    expect(JSON.stringify(history.body)).not.toContain('위원 1');
  });

  it('S13: has each reading in the security log, and each refusal, that of a token out of office included', async () => {
    await story.appointCommittee();
    const entries = await securityEntriesOf(async () => {
      expect((await story.as(memberOf(3)).get('/v1/members')).outcome).toBe('200');
      expect((await story.as(memberOf(40)).get('/v1/members')).outcome).toBe('404 NOT_FOUND');
      expect((await story.as(personas.supplier).get('/v1/members')).outcome).toBe('403 FORBIDDEN');
    });
    const operation = 'GET /v1/members';
    expect(entries).toMatchObject([
      { message: 'accessed', params: { what: 'MEMBERS', operation: 'listMembers', sub: 'member-3' } },
      { message: 'refused', params: { status: 404, cause: 'NOT_FOUND', operation, sub: 'member-40' } },
      { message: 'refused', params: { status: 403, cause: 'FORBIDDEN', operation, sub: personas.supplier.sub } },
    ]);
  });

  it('loses and replaces members', async () => {
    await story.appointCommittee();
    const dismissal = (version: number, n = 19) =>
      story
        .as<MemberView>(personas.ministry)
        .post(
          `/v1/members/member-${n}/dismissal`,
          { ground: 'OWN_WISH', reason: '일신상의 사유' },
          { ifMatch: version },
        );
    const { version } = await committee();
    expect((await dismissal(version - 1)).outcome).toMatch(/^412/);
    expect((await dismissal(version, 99)).outcome).toMatch(/^404/);
    expect((await dismissal(version)).view).toMatchObject({ standing: 'RESIGNED' });
    expect((await dismissal(version + 1)).outcome).toBe('409 MEMBER_NOT_IN_OFFICE');
    const replacement = { termFrom: '2025-08-05', memberId: 'member-19', replaces: 'nobody' };
    expect((await story.appoint(19, replacement)).outcome).toMatch(/^422/);
    expect((await story.appoint(19, { termFrom: '2025-08-05' })).outcome).toBe('201');
  });

  it('R-01: is renewed early without a day out of office, and listed by standing, role and day', async () => {
    await story.appointCommittee();
    const renewal = await story.appoint(18, { termFrom: '2027-08-04' });
    expect(renewal.outcome).toBe('201');
    expect(renewal.view).toMatchObject({ standing: 'ACTIVE', termTo: '2027-08-03', terms: [{}, { to: '2029-08-03' }] });
    const listed = async (query: string) =>
      (await story.as<CommitteeView>(personas.secretary).get(`/v1/members?${query}`)).view.items;
    expect((await listed('role=CHAIR')).map(({ memberId }) => memberId)).toEqual(['chair']);
    expect((await listed('official=false&standing=ACTIVE')).every(({ official }) => !official)).toBe(true);
    expect((await listed('on=2028-01-01')).map(({ memberId }) => memberId)).toContain('member-18');
    expect((await listed('on=2028-01-01')).map(({ memberId }) => memberId)).not.toContain('member-17');
    expect((await story.as(personas.secretary).get('/v1/members?on=soon')).outcome).toMatch(/^422/);
  });

  it('says how it is composed, in numbers', async () => {
    await story.appointCommittee();
    const path = '/v1/committee/composition';
    const { view } = await story.as<CompositionView>(personas.ministry).get(`${path}?on=2025-08-04`);
    expect(view).toMatchObject({ on: '2025-08-04', officials: { total: 10, unknown: 10 } });
    expect(view.members.total).toBe(view.officials.total + view.nonOfficials.total);
    expect((await story.as(personas.supplier).get(path)).outcome).toMatch(/^403/);
  });

  it('has an acting chair named by the chair', async () => {
    await story.appointCommittee();
    const name = (person: Person, memberId: string) =>
      story.as<CommitteeView>(person).put('/v1/committee/acting-chair', { memberId });
    const another: Person = { kind: 'person', sub: 'another', roles: ['CHAIR'] };
    // The role alone makes no chair: the committee is not theirs to know.
    expect((await name(another, 'member-1')).outcome).toBe('404 NOT_FOUND');
    expect((await name(personas.chair, 'chair')).outcome).toBe('422 ACTING_CHAIR_IS_CHAIR');
    expect((await name(personas.chair, 'member-1')).view).toMatchObject({ actingChairId: 'member-1' });
  });

  it('leaves no event behind and every history whole', async () => {
    expect(await story.leftBehind()).toEqual({ deadLetters: 0, broken: [] });
  });
});
