import { personas } from '#testing/personas.js';
import { describeWithServers } from '#testing/stores.js';
import { Applying } from '../testing/applying.js';
import type { InquiryView } from './inquiry.view.js';

describeWithServers('Questions about the scheme', () => {
  let story: Applying;

  beforeAll(async () => {
    story = await Applying.start();
    await story.registerSupplier();
  });
  afterAll(() => story.stop());

  const ask = (question: string, person = personas.supplier) =>
    story.client.as(person).post('/v1/inquiries', { question });
  const answer = (id: string, ifMatch: number, body: object) =>
    story.officer.post(`/v1/inquiries/${id}/answer`, body, { ifMatch });
  const publicList = async () =>
    ((await story.client.as().get('/v1/inquiries')).view as unknown as { items: InquiryView[] }).items;

  it('are answered by NIA and read by all, without who asked', async () => {
    const { view } = await ask('주식회사 갑의 서비스는 언제 신청합니까?');
    const open = `/v1/inquiries/${view.id}`;
    expect(await publicList()).toEqual([]);
    expect((await story.client.as().get(open)).status).toBe(404);
    expect((await story.client.as(personas.competitor).get(open)).status).toBe(404);
    expect((await story.supplier.get(open)).status).toBe(200);
    const body = { question: '언제 신청합니까?', answer: '언제나 신청할 수 있다.' };
    expect((await answer(view.id, view.version, body)).status).toBe(200);
    expect(await publicList()).toMatchObject([{ status: 'PUBLISHED', ...body }]);
    for (const person of [undefined, personas.competitor, personas.auditor, personas.officer]) {
      const { body: shown } = await story.client.as(person).get('/v1/inquiries');
      expect(JSON.stringify(shown)).not.toMatch(/1234567890|갑|supplier/);
    }
    expect((await answer(view.id, view.version, { answer: '연중' })).status).toBe(412);
    // Their history names who asked: for that supplier and the auditor alone.
    for (const person of [personas.supplier, personas.auditor]) {
      const { view: history } = await story.client.as(person).get(`${open}/history`);
      expect(history.items.map(({ type }) => type)).toEqual(['InquiryAsked', 'InquiryAnswered']);
    }
    expect((await story.client.as(personas.officer).get(`${open}/history`)).status).toBe(403);
    expect((await story.client.as(personas.competitor).get(`${open}/history`)).status).toBe(403);
  });

  it('A-31: are ten at most that one supplier has open, and none of a supplier who is not registered', async () => {
    const answers = await Promise.all(Array.from({ length: 13 }, (_, n) => ask(`질문 ${n}`)));
    const outcomes = answers.map(({ outcome }) => outcome).sort();
    expect(outcomes).toEqual([...Array<string>(10).fill('201'), ...Array<string>(3).fill('429 INQUIRIES_TOO_MANY')]);
    expect((await ask('질문', personas.stranger)).outcome).toBe('409 SUPPLIER_NOT_REGISTERED');
    expect((await ask('  ')).status).toBe(422);
  });
});
