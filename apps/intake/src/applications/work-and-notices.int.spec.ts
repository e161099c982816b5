import type { Caller } from '#testing/service-client.js';
import { MailServer, textOf } from '#testing/mail-server.js';
import { personas } from '#testing/personas.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { Applying, type Shown } from '../testing/applying.js';

interface Item {
  readonly task: string;
  readonly about: { readonly id: string; readonly name: string };
  readonly deadline?: { readonly key: string; readonly overdue: boolean };
}
interface Told {
  readonly reason: string;
  readonly contact?: object;
  readonly dueOn?: string;
}
const listOf = async <T>(person: Caller<Shown>, path: string): Promise<readonly T[]> => {
  const { outcome, view } = await person.get(path);
  expect(outcome).toBe('200');
  return view.items as unknown as readonly T[];
};
const workOf = async (person: Caller<Shown>, filter = '') =>
  (await listOf<Item>(person, `/v1/work${filter}`)).map(({ task, about }) => `${task} ${about.name}`);
const toldTo = (person: Caller<Shown>) => listOf<Told>(person, '/v1/notices');

describeWithServers('Work and notices of intake', () => {
  let story: Applying;
  let mail: MailServer;
  beforeAll(async () => {
    mail = await MailServer.start();
    story = await Applying.start(undefined, {
      SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
      SMTP_FROM: 'notice@example.kr',
    });
    await story.registerSupplier();
  });
  afterAll(async () => {
    await story?.stop();
    await mail?.stop();
  });

  it('§11.1: a check waits for all officers until one has taken it on, and then for that one', async () => {
    const submitted = await story.submit(await story.completeDraft('업무 목록'));
    const other = story.client.as(personas.otherOfficer);
    expect(await workOf(other)).toContain('START_CHECK 업무 목록');
    await story.startCheck(submitted);
    expect(await workOf(other)).not.toContain('START_CHECK 업무 목록');
    expect(await workOf(story.officer)).toContain('CHECK_APPLICATION 업무 목록');
    expect(await workOf(other)).not.toContain('CHECK_APPLICATION 업무 목록');
  });

  it('S8, S9: shows neither a rival nor an officer of the applicant what they may not know of', async () => {
    await story.submit(await story.completeDraft('남의 신청'));
    await story.completeDraft('남의 초안');
    const linked = { ...personas.otherOfficer, sub: 'officer-8', org: '1234567890' };
    for (const person of [personas.competitor, personas.stranger, linked, personas.secretary]) {
      expect(JSON.stringify(await workOf(story.client.as(person)))).not.toMatch(/남의/);
    }
    expect(await workOf(story.supplier)).toContain('SUBMIT_APPLICATION 남의 초안');
    expect((await story.client.as(personas.auditor).get('/v1/work')).outcome).toBe('403 FORBIDDEN');
    expect((await story.client.as().get('/v1/work')).status).toBe(401);
  });

  it('S22 Art. 31: a supplement demand reaches the supplier by list and mail, with name, unit and contact', async () => {
    const address = { email: 'kim@example.kr', language: 'ko', delivery: 'EACH' };
    expect((await story.supplier.put('/v1/address-book/me', address)).outcome).toBe('200');
    expect((await story.supplier.get('/v1/address-book/me')).view).toMatchObject({ email: 'kim@example.kr' });
    const asked = await story.requestSupplement(await story.inCheck('보완할 서비스'));
    expect(await workOf(story.supplier)).toContain('ANSWER_SUPPLEMENT 보완할 서비스');

    const told = await eventually(async () => {
      const found = (await toldTo(story.supplier)).filter(({ reason }) => reason === 'SUPPLEMENT_REQUESTED');
      expect(found).toHaveLength(1);
      return found;
    });
    const officer = { name: '박담당', unit: 'NIA', phone: '1522-0089', email: 'help@example.kr' };
    expect(told[0]).toMatchObject({ contact: officer, dueOn: asked.supplements[0]?.dueOn });
    expect(await toldTo(story.client.as(personas.competitor))).toEqual([]);
    const demands = () => mail.received.filter((one) => textOf(one).includes('보완할 서비스'));
    await eventually(() => {
      expect(demands()).toHaveLength(1);
    });
    const [message] = demands();
    expect(message?.to).toEqual(['kim@example.kr']);
    const text = message === undefined ? '' : textOf(message);
    expect(text).toContain('담당: NIA · 박담당 · 1522-0089 · help@example.kr');
    expect(text).not.toContain('배상 기준이 없다.');
  });

  it('S22 Art. 21, 31: an extension and a hand-over are told once, whatever is retried, with reason and next officer', async () => {
    const checking = await story.inCheck('연장과 인계');
    const path = `/v1/applications/${checking.id}`;
    const extend = () =>
      story.officer.post(
        `${path}/check-extension`,
        { reason: '서류가 많다' },
        { ifMatch: checking.version, key: 'extension-1' },
      );
    const [extended, again] = [await extend(), await extend()];
    expect([extended.outcome, again.outcome]).toEqual(['200', '200']);
    const next = story.client.as(personas.otherOfficer);
    const officer = {
      sub: personas.otherOfficer.sub,
      name: '이담당',
      unit: 'NIA 2팀',
      phone: '1522-0090',
      email: 'lee@example.kr',
    };
    const handing = { officer, reason: '병가로 인계' };
    const handed = await story.officer.post(`${path}/hand-over`, handing, { ifMatch: extended.view.version });
    expect(handed.outcome).toBe('200');
    expect(await workOf(next)).toContain('TAKE_OVER_APPLICATION 연장과 인계');
    const about = (told: readonly Told[]) =>
      told.filter((one) => JSON.stringify(one).includes('연장과 인계')).map(({ reason }) => reason);
    await eventually(async () => {
      expect(about(await toldTo(story.supplier)).toSorted()).toEqual(['CHECK_EXTENDED', 'OFFICER_CHANGED']);
      expect(about(await toldTo(next))).toEqual(['APPLICATION_HANDED_OVER']);
    });
    const all = await toldTo(story.supplier);
    const longer = all.find(({ reason }) => reason === 'CHECK_EXTENDED');
    expect(JSON.stringify(longer)).toContain('사유: 서류가 많다');
    expect(longer).toMatchObject({ contact: { name: '박담당' }, dueOn: expect.any(String) as string });
    expect(all.find(({ reason }) => reason === 'OFFICER_CHANGED')).toMatchObject({ contact: { name: '이담당' } });
    expect(JSON.stringify([all, await toldTo(next)])).not.toContain('병가');
    const taking = { ...officer, sub: undefined, notLinkedToSupplier: true, reason: '인수' };
    const taken = await next.post(`${path}/take-over`, taking, { ifMatch: handed.view.version });
    expect(taken.outcome).toBe('200');
    expect(await workOf(next)).toContain('CHECK_APPLICATION 연장과 인계');
  });

  it('a question waits for the officers until it is answered, and its supplier is told', async () => {
    const { view } = await story.supplier.post('/v1/inquiries', { question: '수수료가 있습니까?' });
    const waiting = async () => (await workOf(story.officer)).filter((one) => one.startsWith('ANSWER_INQUIRY'));
    expect(await waiting()).toHaveLength(1);
    expect(JSON.stringify(await waiting())).not.toContain('수수료');
    const answer = { answer: '없습니다.' };
    const answered = await story.officer.post(`/v1/inquiries/${view.id}/answer`, answer, { ifMatch: view.version });
    expect(answered.outcome).toBe('200');
    expect(await waiting()).toEqual([]);
    await eventually(async () => {
      const told = (await toldTo(story.supplier)).filter(({ reason }) => reason === 'INQUIRY_ANSWERED');
      expect(told).toHaveLength(1);
      expect(JSON.stringify(told)).not.toContain('수수료');
    });
  });

  it('S15: an entry that its person removes is gone, with its history, and gets no mail', async () => {
    const { supplier } = story;
    expect((await supplier.post('/v1/address-book/me/removal')).status).toBe(204);
    expect((await supplier.get('/v1/address-book/me')).outcome).toMatch(/^404/);
    const { connection } = story.under.database;
    const rows = await connection.collection('addresses').find().toArray();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows[0]?.['state'])).not.toContain('kim@example.kr');
    expect(JSON.stringify(rows[0]?.['history'])).not.toContain('kim@example.kr');
    expect((await supplier.post('/v1/address-book/me/removal')).outcome).toMatch(/^404/);
  });

  it('answers bad input with 422, and writes nothing', async () => {
    const { supplier } = story;
    for (const wrong of [
      {},
      { email: 'kim', language: 'ko', delivery: 'EACH' },
      { email: 'kim@example.kr', language: 'fr', delivery: 'EACH' },
      { email: 'kim@example.kr', language: 'ko', delivery: 'NEVER' },
    ])
      expect((await supplier.put('/v1/address-book/me', wrong)).outcome).toMatch(/^422/);
    expect((await supplier.get('/v1/address-book/me')).outcome).toMatch(/^404/);
    for (const query of ['?limit=0', '?limit=201', '?overdue=maybe', '?task=lower', '?cursor=forged'])
      expect((await supplier.get(`/v1/work${query}`)).outcome).toMatch(/^422/);
  });

  it('§11.1: what is overdue is marked, found by the filter, and told to the officers once', async () => {
    await story.submit(await story.completeDraft('늦은 확인'));
    await story.client.clock('2025-09-30 09:00');
    const other = story.client.as(personas.otherOfficer);
    expect(await workOf(other, '?overdue=true&task=START_CHECK')).toContain('START_CHECK 늦은 확인');
    const told = await eventually(async () => {
      const found = (await toldTo(other)).filter(({ reason }) => reason === 'WORK_OVERDUE');
      expect(found.length).toBeGreaterThan(0);
      return found;
    });
    // Not every officer may know of each application.
    expect(JSON.stringify(told)).not.toContain('늦은 확인');
  });

  it('a mail server that is away holds up no command', async () => {
    const address = { email: 'kim@example.kr', language: 'en', delivery: 'EACH' };
    await story.supplier.put('/v1/address-book/me', address);
    await mail.stop();
    const begun = performance.now();
    await story.requestSupplement(await story.inCheck('우편이 없어도'));
    expect(performance.now() - begun).toBeLessThan(5_000);
    await eventually(async () => {
      expect((await toldTo(story.supplier)).filter(({ reason }) => reason === 'SUPPLEMENT_REQUESTED')).toHaveLength(2);
    });
    const { opsUrl } = story.under.service;
    await eventually(async () => {
      const text = await (await fetch(`${opsUrl}/metrics`)).text();
      expect(text).toMatch(/^notice_channel_away\{[^}]*\} 1$/m);
      expect(text).toMatch(/^notices_waiting\{[^}]*\} [1-9]/m);
    });
  });
});
