import type { Person } from '#common/kernel/actor.js';
import { personas } from '#testing/personas.js';
import { describeWithServers } from '#testing/stores.js';
import { Applying, form } from '../testing/applying.js';
import type { SupplierView } from './supplier.view.js';

const path = '/v1/suppliers/1234567890';
const colleague = (sub: string): Person => ({ ...personas.supplier, sub });

describeWithServers('The people of a supplier over HTTP', () => {
  let story: Applying;
  beforeAll(async () => {
    story = await Applying.start();
    await story.registerSupplier();
  });
  afterAll(() => story?.stop());

  const as = (sub: string) => story.client.as(colleague(sub));
  const list = (sub: string, given: string) => story.supplier.move(path, '/people', { sub, function: given });
  const people = async () => {
    const { body } = await story.supplier.get(path);
    return (body as SupplierView).people.map(({ sub, function: held }) => `${sub} ${held}`);
  };

  it('a colleague who is not listed reads, and is told what an act needs', async () => {
    const draft = await story.completeDraft('동료가 보는 초안');
    expect((await as('colleague').get(`/v1/applications/${draft.id}`)).outcome).toBe('200');
    const drafted = await as('colleague').post('/v1/applications', form('동료의 초안'));
    expect(drafted.outcome).toBe('403 FORBIDDEN');
    expect(JSON.stringify(drafted.body)).toContain('EDITOR or MANAGER');
    expect((await as('colleague').move(path, '/people', { sub: 'colleague', function: 'MANAGER' })).outcome).toBe(
      '403 FORBIDDEN',
    );
  });

  it('an editor writes, a signer submits, and neither does the work of the other', async () => {
    expect([(await list('editor', 'EDITOR')).outcome, (await list('signer', 'SIGNER')).outcome]).toEqual([
      '200',
      '200',
    ]);
    expect((await as('signer').post('/v1/applications', form('서명자의 초안'))).outcome).toBe('403 FORBIDDEN');
    const draft = await story.completeDraft('편집자와 서명자의 초안');
    const revised = await as('editor').put(`/v1/applications/${draft.id}`, form('편집자와 서명자의 초안'), {
      ifMatch: draft.version,
    });
    expect(revised.outcome).toBe('200');
    const submission = (sub: string) => as(sub).move(`/v1/applications/${draft.id}`, '/submission', { attested: true });
    expect((await submission('editor')).outcome).toBe('403 FORBIDDEN');
    expect((await submission('signer')).outcome).toBe('200');
  });

  it('a person who is taken off the list is refused from the next command on', async () => {
    expect((await as('editor').post('/v1/applications', form('아직 편집자'))).outcome).toBe('201');
    expect((await story.supplier.move(path, '/people/removal', { sub: 'editor' })).outcome).toBe('200');
    expect((await as('editor').post('/v1/applications', form('더는 아님'))).outcome).toBe('403 FORBIDDEN');
  });

  it('a manager hands over to a person who accepts, and cannot leave the supplier without one', async () => {
    const { sub } = personas.supplier;
    expect((await story.supplier.move(path, '/people/removal', { sub })).outcome).toBe('409 LAST_MANAGER');
    expect((await story.supplier.move(path, '/handover', { to: 'successor' })).outcome).toBe('200');
    expect((await as('other').move(path, '/handover/acceptance')).outcome).toBe('409 HANDOVER_NOT_OFFERED');
    expect((await as('successor').move(path, '/handover/acceptance')).outcome).toBe('200');
    expect(await people()).toEqual(['signer SIGNER', 'successor MANAGER']);
    expect((await list('kim', 'EDITOR')).outcome).toBe('403 FORBIDDEN');
  });

  it('NIA lists a manager where none acts any longer, with a reason in the history', async () => {
    const body = { sub: personas.supplier.sub, reason: '대표자 확인서를 제출받음' };
    expect((await story.officer.move(path, '/managers', body)).outcome).toBe('200');
    expect(await people()).toContain(`${personas.supplier.sub} MANAGER`);
    const { body: history } = await story.client.as(personas.auditor).get(`${path}/history`);
    expect(JSON.stringify(history)).toContain(body.reason);
  });
});

describeWithServers('Changes of a supplier over HTTP', () => {
  let story: Applying;
  beforeAll(async () => {
    story = await Applying.start();
    await story.registerSupplier();
  });
  afterAll(() => story?.stop());

  const read = async () => (await story.supplier.get(path)).body as SupplierView;

  it('wait for NIA, and the next application has the new name', async () => {
    const change = { class: 'NAME', name: '새 이름', reason: '상호 변경' };
    expect((await story.supplier.move(path, '/changes', change)).outcome).toBe('200');
    expect((await story.supplier.move(path, '/changes', change)).outcome).toBe('409 CHANGE_PENDING');
    expect((await story.supplier.move(path, '/changes/1/approval')).outcome).toBe('403 FORBIDDEN');
    expect((await read()).name).toBe('제공기업 2');
    expect((await story.officer.move(path, '/changes/1/approval')).outcome).toBe('200');
    const draft = await story.supplier.post('/v1/applications', form('새 이름의 신청'));
    expect(draft.view.supplier.name).toBe('새 이름');
  });

  it('are rejected with the reason, or withdrawn; a contact changes at once', async () => {
    const change = { class: 'REPRESENTATIVE', representative: '새 대표', reason: '대표자 변경' };
    await story.supplier.move(path, '/changes', change);
    expect((await story.officer.move(path, '/changes/2/rejection', { reason: '서류 부족' })).outcome).toBe('200');
    await story.supplier.move(path, '/changes', change);
    expect((await story.supplier.move(path, '/changes/3/withdrawal')).outcome).toBe('200');
    expect((await read()).changes.slice(1)).toMatchObject([
      { status: 'REJECTED', rejection: '서류 부족' },
      { status: 'WITHDRAWN' },
    ]);
    const contact = { name: '이담당', email: 'lee@example.kr', phone: '02-9876-5432' };
    expect((await story.supplier.move(path, '/contact', { contact, address: '부산' }, 'PUT')).outcome).toBe('200');
    expect((await read()).address).toBe('부산');
  });
});

describeWithServers('The list of suppliers', () => {
  let story: Applying;
  beforeAll(async () => {
    story = await Applying.start();
    await story.registerSupplier();
    const rival = { ...personas.competitor };
    const body = { businessNumber: rival.org, name: '㈜업스테이지·문서', size: 'SMALL_MEDIUM' };
    const more = {
      representative: '홍',
      address: '서울',
      contact: { name: '김', email: 'a@b.kr', phone: '02-123-4567' },
    };
    await story.client.as(rival).post('/v1/suppliers', { ...body, ...more });
    const order = { from: '2025-08-04', to: '2025-08-31', ground: 'OTHER', reason: '처분' };
    await story.officer.move('/v1/suppliers/2222222222', '/debarment', order);
  });
  afterAll(() => story?.stop());

  const names = async (query: string, person: Person = personas.officer) => {
    const { body } = await story.client.as(person).get(`/v1/suppliers?${query}`);
    return (body as { items: SupplierView[] }).items.map(({ name }) => name).sort();
  };
  const both = ['㈜업스테이지·문서', '제공기업 2'];

  it('tells NIA who waits for its verification, and a supplier of itself alone', async () => {
    expect(await names('')).toEqual(both);
    expect([await names('status=REGISTERED'), await names('status=VERIFIED')]).toEqual([[both[0]], [both[1]]]);
    expect(await names('', personas.supplier)).toEqual([both[1]]);
  });

  it('finds by name, by number, and by debarment today', async () => {
    for (const q of ['주식회사 업스테이지', '업스테이지 문서', '업스테이지문서를', 'ㅇㅅㅌㅇㅈ', '222-22'])
      expect([q, await names(`q=${encodeURIComponent(q)}`)]).toEqual([q, [both[0]]]);
    expect(await names(`q=${encodeURIComponent('다운스테이지')}`)).toEqual([]);
    expect([await names('debarred=true'), await names('debarred=false')]).toEqual([[both[0]], [both[1]]]);
    await story.client.clock('2025-09-01 00:00');
    expect(await names('debarred=true')).toEqual([]);
  });
});
