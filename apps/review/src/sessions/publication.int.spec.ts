import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atTime } from '#common/kernel/day.js';
import { opensslVerdict, unzipped } from '#testing/outside-readers.js';
import { memberOf, type personas } from '#testing/personas.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { asPem, TestAuthority, type TestSigner } from '#infrastructure/test-authority.js';
import type { CaseView } from '../cases/case.view.js';
import type { KnownCase } from '../testing/review-story.js';
import type { SessionView } from './session.view.js';
import { chair, KnownSession, MEMBERS, ministry, RECUSED, secretary, SessionStory } from './testing/session-story.js';

describeWithServers('A session that ends', () => {
  let story: SessionStory;
  const publishedBy = (known: KnownCase) => story.review.publishedBy(known);
  const caseView = async ({ path }: KnownCase) => (await story.review.as<CaseView>(secretary).get(path)).view;

  let authority: TestAuthority;
  let signer: TestSigner;
  let revoked: TestSigner;
  const folder = mkdtempSync(join(tmpdir(), 'trust-'));
  const years = { from: new Date('2025-01-01T00:00:00Z'), to: new Date('2027-01-01T00:00:00Z') };
  const ofMinistry = (validity = years, organisation = 'GO:KR-1721000') =>
    authority.issue({ name: '위원장', organisation, ...validity });

  beforeAll(async () => {
    authority = await TestAuthority.create('시험 인증기관', years);
    [signer, revoked] = [await ofMinistry(), await ofMinistry()];
    writeFileSync(join(folder, 'ca.pem'), asPem(authority.certificate));
    writeFileSync(join(folder, 'ca.crl'), asPem(await authority.revocationList(years, [revoked])));
    story = await SessionStory.start({ SIGNATURE_TRUST_FOLDER: folder });
  }, 120_000);

  afterAll(async () => {
    await story?.stop();
    rmSync(folder, { recursive: true });
  }, 60_000);

  const fetched = (session: KnownSession, noun: string, person: typeof chair) =>
    story.review.as(person).get(`${session.path}${noun}`);
  const signed = async ({ on }: KnownSession, bytes: Uint8Array, by: TestSigner) => ({
    cms: (await by.sign(bytes, atTime(on, '14:00'))).toString('base64'),
  });
  /** A paper, the signature over it and its certificate; openssl says so as well. */
  const expectSigned = async ({ on }: KnownSession, zip: Buffer, names: readonly string[]) => {
    const files = await unzipped(zip);
    expect([...files.keys()]).toEqual(names);
    const [document, p7s] = [...files.values()] as [Buffer, Buffer];
    const trusted = ['ca.pem', 'ca.crl'].map((name) => readFileSync(join(folder, name), 'utf8')).join('');
    const verdict = opensslVerdict({ document, p7s, trusted, at: atTime(on, '14:00') });
    expect(verdict).toEqual({ code: 0, said: expect.stringContaining('successful') });
  };

  it('takes a deferred case up again on the next agenda, and is cancelled by the chair with a reason', async () => {
    await story.clock('2025-09-01 10:00');
    const session = await story.published('2025-09-19');
    const deferred = session.caseOf(2);
    await eventually(async () => expect(await publishedBy(deferred)).toContain('ReviewDeferred'));
    const { view } = await story.review.as<SessionView>(secretary).post('/v1/sessions', {});
    expect(view).toMatchObject({ no: session.no + 1, on: '2025-10-17' });
    const next = new KnownSession(story.review, view.no, view.on, [deferred]);
    expect((await next.act(secretary, '/agenda', { caseId: deferred.caseId })).outcome).toBe('200');
    await eventually(async () => expect(await publishedBy(deferred)).toContain('ReviewResumed'));
    expect((await next.act(chair, '/cancellation', {})).outcome).toMatch(/^422/);
    // Without the member's role, which the chair's token has as well.
    const presiding: typeof personas.chair = { ...chair, roles: ['CHAIR'] };
    const cancelled = await next.act(presiding, '/cancellation', { reason: '의결 정족수 확보 곤란' });
    expect(cancelled.view).toMatchObject({ status: 'CANCELLED' });
    await eventually(async () =>
      expect(await caseView(deferred)).toMatchObject({ status: 'EXPERT_DONE', deferrals: 1 }),
    );
  });

  it('lets a withdrawn case go until its item is counted', async () => {
    const session = await story.tallied(2);
    const [counted, waiting, open] = [session.caseOf(1), session.caseOf(2), await story.review.openCase()];
    for (const known of [counted, waiting, open]) await story.askToWithdraw(known);
    await eventually(async () => expect(await publishedBy(counted)).toContain('WithdrawalRefused'));
    await eventually(async () => expect(await publishedBy(waiting)).toContain('WithdrawalGranted'));
    await eventually(async () => expect(await publishedBy(open)).toContain('WithdrawalGranted'));
    expect((await session.item(2))?.status).toBe('REMOVED');
    expect(await caseView(waiting)).toMatchObject({ status: 'CLOSED' });
    await story.withdrawn(waiting);
  });

  it('is closed, minuted, confirmed and published', async () => {
    const session = await story.nearlyDecided();
    for (const step of ['deliberation', 'voting'])
      expect((await session.act(chair, `/agenda/3/${step}`)).outcome).toBe('200');
    for (const n of MEMBERS.keys()) if (n < 9) expect((await session.vote(n, 3, 'YES')).outcome).toBe('200');
    expect((await session.act(chair, '/agenda/3/tally')).outcome).toBe('200');
    expect((await session.item(3))?.status).toBe('NOT_SELECTED');
    const cancelled = await session.act(chair, '/cancellation', { reason: '취소' });
    expect(cancelled.outcome).toBe('409 SESSION_NOT_CANCELLABLE');
    expect((await session.act(chair, '/closing', {})).view).toMatchObject({
      status: 'CLOSED',
      deadlines: [{ key: 'MINUTES' }],
    });
    const minutes = (items: object[]) => session.act(secretary, '/minutes', { summary: '회의 결과', items }, 'put');
    expect((await minutes([])).outcome).toBe('422 REASONS_MISSING');
    expect((await session.act(chair, '/minutes/confirmation')).outcome).toBe('409 MINUTES_NOT_DRAFTED');
    expect((await minutes([{ item: 3, reasons: ['운영 안정성 부족'] }])).outcome).toBe('200');
    const publication = { selectionAct: { number: '제2025-1호', on: session.on } };
    const publishing = (by: typeof ministry) => session.act(by, '/publication', publication);
    expect((await publishing(ministry)).outcome).toBe('409 MINUTES_NOT_CONFIRMED');
    expect((await session.act(secretary, '/minutes/confirmation')).outcome).toBe('403 FORBIDDEN');
    const { bytes } = await fetched(session, '/minutes/document', chair);
    const confirming = async (by: TestSigner, content: Uint8Array = bytes) =>
      session.act(chair, '/minutes/confirmation', await signed(session, content, by));
    expect((await confirming(signer, Buffer.from('%PDF-1.7'))).outcome).toBe('422 CMS_OTHER_CONTENT');
    const expired = await ofMinistry({ from: years.from, to: atTime(session.on, '13:59') });
    expect((await confirming(expired)).outcome).toBe('422 CMS_CERTIFICATE_EXPIRED');
    expect((await confirming(revoked)).outcome).toBe('422 CMS_CERTIFICATE_REVOKED');
    const buyers = await ofMinistry(years, 'GO:KR-1000001');
    expect((await confirming(buyers)).outcome).toBe('422 CMS_OTHER_ORGANISATION');
    expect((await session.view()).status).toBe('CLOSED');
    expect((await confirming(signer)).view).toMatchObject({
      status: 'MINUTES_CONFIRMED',
      minutes: { hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      papers: [{ kind: 'MINUTES', certificate: { organisation: '1721000' } }],
    });
    expect((await fetched(session, '/minutes/document', secretary)).bytes.equals(bytes)).toBe(true);
    const zip = await fetched(session, '/minutes/document.zip', secretary);
    expect([zip.status, zip.headers.get('content-type')]).toEqual([200, 'application/zip']);
    await expectSigned(session, zip.bytes, ['minutes.pdf', 'chair.p7s', 'chair.pem']);
    expect((await fetched(session, '/minutes/document', memberOf(RECUSED))).outcome).toBe('403 FORBIDDEN');
    expect((await publishing(secretary)).outcome).toBe('403 FORBIDDEN');
    const publishingSigned = async (by: TestSigner, content: Uint8Array) => {
      const { cms } = await signed(session, content, by);
      return session.act(ministry, '/publication', { ...publication, cms });
    };
    expect((await publishingSigned(signer, bytes)).outcome).toBe('409 SELECTION_ACT_NOT_DRAFTED');
    const drafted = await session.act(ministry, '/selection-act', publication.selectionAct, 'put');
    expect(drafted.view).toMatchObject({ status: 'MINUTES_CONFIRMED', draftedAct: publication.selectionAct });
    expect((await story.review.as().get(`${session.path}/selection-act/document`)).outcome).toBe('404 NOT_FOUND');
    const act = (await fetched(session, '/selection-act/document', ministry)).bytes;
    expect((await publishingSigned(signer, bytes)).outcome).toBe('422 CMS_OTHER_CONTENT');
    expect((await publishingSigned(expired, act)).outcome).toBe('422 CMS_CERTIFICATE_EXPIRED');
    expect((await publishingSigned(revoked, act)).outcome).toBe('422 CMS_CERTIFICATE_REVOKED');
    expect((await publishingSigned(buyers, act)).outcome).toBe('422 CMS_OTHER_ORGANISATION');
    expect((await publishingSigned(signer, act)).view).toMatchObject({
      status: 'PUBLISHED',
      papers: [{ kind: 'MINUTES' }, { kind: 'SELECTION_ACT', certificate: { organisation: '1721000' } }],
    });
    const readByAnyone = await story.review.as().get(`${session.path}/selection-act/document`);
    expect(readByAnyone.bytes.equals(act)).toBe(true);
    const signedAct = (await fetched(session, '/selection-act/document.zip', ministry)).bytes;
    await expectSigned(session, signedAct, ['selection-act.pdf', 'ministry.p7s', 'ministry.pem']);
  });

  it('S20: has minutes per item, and a recused member reads nothing of theirs', async () => {
    const session = await story.tallied(2);
    await session.defer(2);
    expect((await session.act(chair, '/closing', {})).outcome).toBe('200');
    const items = [
      { item: 1, reasons: [], record: '찬성 11 반대 7 기권 1로 선정' },
      { item: 2, reasons: [], record: '재무제표를 요구하여 보류' },
    ];
    const drafted = await session.act(secretary, '/minutes', { summary: '1호 11:7 선정, 2호 보류', items }, 'put');
    expect(drafted.outcome).toBe('200');
    const recused = await session.view(memberOf(RECUSED));
    expect(JSON.stringify(recused)).not.toMatch(/11:7|찬성|SELECTED/);
    expect(recused.minutes).toMatchObject({ draftedAt: expect.any(String) as string });
    expect(recused.agenda).toMatchObject([
      { item: 1, own: { recused: true } },
      { item: 2, status: 'DEFERRED', record: '재무제표를 요구하여 보류' },
    ]);
    for (const kept of ['tally', 'status', 'record', 'reasons']) expect(recused.agenda[0]).not.toHaveProperty(kept);
    const other = await session.view(memberOf(3));
    expect(other.minutes).toMatchObject({ summary: '1호 11:7 선정, 2호 보류' });
    expect(other.agenda).toMatchObject([{ record: '찬성 11 반대 7 기권 1로 선정' }, {}]);
  });

  it('is readable by anyone once published: what was selected, and how many were not', async () => {
    const { path } = await story.published();
    const { body } = await story.review.as().get(path);
    expect(body).toMatchObject({
      status: 'PUBLISHED',
      counts: { selected: 1, notSelected: 1, deferred: 1, carried: 0 },
      agenda: [{ item: 1, status: 'SELECTED', tally: { eligible: 19, yes: 11 } }],
    });
    expect(JSON.stringify(body)).not.toMatch(/member-|chair|운영 안정성/);
  });

  it('decides its cases: selected, not selected with reasons, deferred to the next agenda', async () => {
    const session = await story.published();
    const [selected, deferred, rejected, withdrawn] = [1, 2, 3, 4].map((item) => session.caseOf(item)) as [
      KnownCase,
      KnownCase,
      KnownCase,
      KnownCase,
    ];
    await eventually(async () => expect(await publishedBy(selected)).toContain('ServiceSelected'));
    await eventually(async () => expect(await publishedBy(deferred)).toContain('ReviewDeferred'));
    await eventually(async () => expect(await publishedBy(rejected)).toContain('ServiceNotSelected'));
    expect(await publishedBy(withdrawn)).not.toContain('ReviewResultNotified');
    const { decision } = await caseView(selected);
    expect(decision).toEqual({ outcome: 'SELECTED', sessionNo: session.no, on: session.on });
    const history = await story.review.historyOf('cases', rejected.caseId);
    const told = history.find((event) => event.type === 'ReviewResultNotified');
    expect(told?.data).toMatchObject({ decision: 'NOT_SELECTED', reasons: ['운영 안정성 부족'] });
    expect(JSON.stringify(told?.data)).not.toMatch(/examiner-|member-/);
    expect((await story.review.as(memberOf(3)).get(selected.path)).outcome).toMatch(/^404/);
  });

  it('leaves no event behind and every history whole', async () => {
    expect(await story.review.leftBehind()).toEqual({ deadLetters: 0, broken: [] });
  });
});
