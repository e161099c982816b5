import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import type { DeadLetter } from '../../inbox/dead-letters/dead-letters.js';
import { Consumes } from '../../inbox/delivery/consumes.js';
import type { InboxContext } from '../../inbox/delivery/inbox-context.js';
import { wrongState } from '../../kernel/errors.js';
import { newId } from '../../kernel/ids.js';
import { databaseOf, NoteWritten } from '#testing/notes.js';
import { client, serviceUnderTest, type Reply, type ServiceUnderTest } from '#testing/service.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import type { DeadLetterView, SettledLettersView, WholeDeadLetterView } from './dead-letters.view.js';
import type { ServiceMap } from '../service-map.js';

/** Texts by subject, in the order in which they were handled. */
const handled = new Map<string, string[]>();
/** What the service refuses until it is mended. */
let refuses: (text: string) => boolean = () => true;

@Controller()
class OnNoteWritten {
  @Consumes(NoteWritten)
  on(@Payload() { text }: { text: string }, @Ctx() { event }: InboxContext): Promise<void> {
    if (refuses(text)) return Promise.reject(wrongState('NOTE_REFUSED', `Not now: ${text}`));
    handled.set(event.subject, [...(handled.get(event.subject) ?? []), text]);
    return Promise.resolve();
  }
}

const map: ServiceMap = {
  service: 'review',
  title: 'Notes',
  description: 'A service that refuses events until it is mended.',
  defaultPort: 0,
  aggregates: [],
  operations: {},
  consumers: [[NoteWritten, OnNoteWritten]],
  projections: [],
  timers: [],
  permissions: [],
};

describeWithServers('Dead letters over HTTP', () => {
  let under: ServiceUnderTest;
  const as =
    (role: 'ADMIN' | 'AUDITOR' | 'MEMBER') =>
    (...request: Parameters<ReturnType<typeof client>>) =>
      client(under.service, { sub: `the ${role.toLowerCase()}`, roles: [role] })(...request);
  const listed = (reply: Reply) => (reply.body as { items: DeadLetterView[] }).items;
  const settled = (reply: Reply) => reply.body as SettledLettersView;
  const settle = (what: 'redrive' | 'discard', body: object, headers = {}) =>
    as('ADMIN')('POST', `/v1/dead-letters/${what}`, body, headers);
  const acts = () => databaseOf(under.database).collection('operator_acts').countDocuments();

  /** Events of one subject that the service has refused by the time this resolves, oldest first. */
  async function refused(count: number): Promise<{ subject: string; ids: string[] }> {
    const subject = newId();
    for (let i = 1; i <= count; i++) await under.emit(NoteWritten, subject, { text: `${i}` });
    return eventually(
      async () => {
        const items = listed(await as('ADMIN')('GET', `/v1/dead-letters?subject=${subject}`));
        expect(items).toHaveLength(count);
        return { subject, ids: items.toSorted((a, b) => a.sequence! - b.sequence!).map(({ id }) => id) };
      },
      { within: 20_000 },
    );
  }

  beforeAll(async () => {
    under = await serviceUnderTest(map, [NoteWritten]);
  });
  afterAll(() => under.stop());

  it('S26: shows an administrator the shape of an event, and the auditor its values', async () => {
    const { subject, ids } = await refused(1);
    const seen = async (role: 'ADMIN' | 'AUDITOR') =>
      (await as(role)('GET', `/v1/dead-letters/${ids[0]}`)).body as WholeDeadLetterView;
    expect(await seen('AUDITOR')).toMatchObject({ data: { text: '1' }, headers: { ce_subject: subject } });
    expect(await seen('ADMIN')).toMatchObject({
      data: { text: '(string)' },
      redacted: true,
      headers: { ce_subject: subject },
    });
  });

  it('S3: shows an administrator no hash over values that are left out', async () => {
    const { ids } = await refused(1);
    const headersFor = async (role: 'ADMIN' | 'AUDITOR') => {
      const { body } = await as(role)('GET', `/v1/dead-letters/${ids[0]}`);
      return Object.keys((body as WholeDeadLetterView).headers);
    };
    const over = ['ce_datahash', 'proof'];
    const all = await headersFor('AUDITOR');
    expect(all).toEqual(expect.arrayContaining(over));
    expect((await headersFor('ADMIN')).toSorted()).toEqual(all.filter((name) => !over.includes(name)).toSorted());
  });

  it('lists those that are open, page after page, and shows one whole', async () => {
    const { subject, ids } = await refused(3);
    const first = await as('AUDITOR')('GET', `/v1/dead-letters?subject=${subject}&type=NoteWritten&limit=2`);
    const { next } = first.body as { next: string };
    const second = await as('AUDITOR')('GET', `/v1/dead-letters?subject=${subject}&limit=2&cursor=${next}`);
    expect([...listed(first), ...listed(second)].map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    expect((second.body as { next?: string }).next).toBeUndefined();

    // Where its group has come is noted at the end of a batch, after the letters in it.
    const whole = await eventually(async () => {
      const { body } = await as('AUDITOR')('GET', `/v1/dead-letters/${ids[0]}`);
      expect(body).toMatchObject({ reached: 3 });
      return body as WholeDeadLetterView;
    });
    expect(whole).toMatchObject({
      id: ids[0],
      status: 'OPEN',
      group: 'review',
      subject,
      sequence: 1,
      reason: 'NOTE_REFUSED',
      error: 'Not now: 1',
      data: { text: '1' },
      waiting: [],
      acts: [],
      advice: expect.stringContaining('sequence 3') as string,
    });
    expect(whole.headers['ce_type']).toBe(NoteWritten.type);
  });

  it('has ids that need no escape in a path', async () => {
    const { ids } = await refused(1);
    expect(ids.map(encodeURIComponent)).toEqual(ids);
    expect((await as('ADMIN')('GET', '/v1/dead-letters/review~nowhere~0~1')).status).toBe(404);
  });

  it('lets an auditor read and only an administrator act', async () => {
    const { subject, ids } = await refused(1);
    for (const [role, read] of [['AUDITOR', 200] as const, ['MEMBER', 403] as const]) {
      expect((await as(role)('GET', '/v1/dead-letters')).status).toBe(read);
      expect((await as(role)('GET', `/v1/dead-letters/${ids[0]}`)).status).toBe(read);
      for (const what of ['redrive', 'discard'])
        expect((await as(role)('POST', `/v1/dead-letters/${what}`, { subject, reason: 'r' })).status).toBe(403);
    }
    expect((await client(under.service)('GET', '/v1/dead-letters')).status).toBe(401);
    expect(listed(await as('ADMIN')('GET', `/v1/dead-letters?subject=${subject}`))).toHaveLength(1);
  });

  it.each<[string, object, string]>([
    ['no filter', { reason: 'r' }, 'EMPTY_FILTER'],
    ['an empty list of ids', { ids: [], reason: 'r' }, 'EMPTY_FILTER'],
    ['no reason', { type: 'NoteWritten' }, 'REQUEST_INVALID'],
    ['an unknown field', { subjects: 'x', type: 'NoteWritten', reason: 'r' }, 'REQUEST_INVALID'],
  ])('refuses %s, and writes nothing', async (_, body, code) => {
    const before = await acts();
    for (const what of ['redrive', 'discard'] as const)
      expect(await settle(what, body)).toMatchObject({ status: 422, body: { code } });
    expect(await acts()).toBe(before);
  });

  it('discards with a reason, once for one key, and keeps who did it in the audit trail', async () => {
    const { subject, ids } = await refused(2);
    const key = { 'idempotency-key': newId() };
    const first = await settle('discard', { subject, reason: 'sent by mistake' }, key);
    expect(first).toMatchObject({
      status: 200,
      body: { ids, changed: 2, left: 0, by: 'the admin', reason: 'sent by mistake' },
    });
    expect((await settle('discard', { subject, reason: 'sent by mistake' }, key)).body).toEqual(first.body);
    expect(await settle('discard', { subject, reason: 'another' }, key)).toMatchObject({
      status: 422,
      body: { code: 'IDEMPOTENCY_KEY_REUSED' },
    });
    expect(await settle('discard', { subject, reason: 'again' })).toMatchObject({
      status: 409,
      body: { code: 'NO_OPEN_LETTER' },
    });

    const letter = (await as('AUDITOR')('GET', `/v1/dead-letters/${ids[0]}`)).body as WholeDeadLetterView;
    expect(letter).toMatchObject({ status: 'DISCARDED', discard: { by: 'the admin', reason: 'sent by mistake' } });
    expect(letter.acts).toEqual([settled(first).act]);
    const db = databaseOf(under.database);
    const row = await db
      .collection<{ _id: string; history: object[] }>('operator_acts')
      .findOne({ _id: settled(first).act });
    expect(row?.history).toMatchObject([{ type: 'OperatorActed', actor: { sub: 'the admin' } }]);
    const { body } = await as('AUDITOR')('GET', '/v1/audit');
    expect(body).toMatchObject({ checked: await acts(), invalid: [] });
  });

  it('marks for the inbox what is handed in again, and lets none overtake an earlier one', async () => {
    const { subject, ids } = await refused(2);
    expect(await settle('redrive', { ids: [ids[1]], reason: 'mended' })).toMatchObject({
      status: 409,
      body: { code: 'EARLIER_LETTER_OPEN' },
    });
    const db = databaseOf(under.database);
    const done = settled(await settle('redrive', { subject, reason: 'mended' }));
    expect(done).toMatchObject({ ids, changed: 2 });
    const rows = await db.collection<DeadLetter>('dead_letters').find({ subject }).toArray();
    expect(rows.map(({ redrive, acts: by }) => [redrive?.by, redrive?.reason, by])).toEqual(
      [1, 2].map(() => ['the admin', 'mended', [done.act]]),
    );
  });

  it('executes what was handed in again, in the order of the events, once the cause is mended', async () => {
    const { subject, ids } = await refused(3);
    refuses = () => false;
    expect(settled(await settle('redrive', { subject, reason: 'mended' })).changed).toBe(3);
    await eventually(async () => {
      const items = listed(await as('ADMIN')('GET', `/v1/dead-letters?subject=${subject}&status=REDRIVEN`));
      expect(items.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    });
    expect(handled.get(subject)).toEqual(['1', '2', '3']);
    expect((await as('AUDITOR')('GET', '/v1/audit')).body).toMatchObject({ invalid: [] });
  });

  it('opens what failed again, with the new cause, and what would have come behind it', async () => {
    refuses = () => true;
    const { subject, ids } = await refused(3);
    refuses = (text) => text === '2';
    await settle('redrive', { subject, reason: 'half mended' });
    await eventually(async () => {
      const open = listed(await as('ADMIN')('GET', `/v1/dead-letters?subject=${subject}`));
      expect(open.toSorted((a, b) => a.sequence! - b.sequence!)).toMatchObject([
        { id: ids[1], attempts: 2, redrive: { reason: 'half mended' } },
        { id: ids[2], attempts: 1, heldBackBy: ids[1] },
      ]);
    });
    expect(handled.get(subject)).toEqual(['1']);
    refuses = () => false;
    await settle('redrive', { ids: ids.slice(1), reason: 'mended' });
    await eventually(() => expect(handled.get(subject)).toEqual(['1', '2', '3']));
    refuses = () => true;
  });

  it('shows a letter of a read model as what only a rebuild heals', async () => {
    const { ids } = await refused(1);
    const db = databaseOf(under.database);
    const letter = await db
      .collection<DeadLetter>('dead_letters')
      .findOne({ status: 'OPEN', _id: ids[0]!.replaceAll('~', '/') });
    const _id = 'review.notes/topic/0/1';
    await db
      .collection<DeadLetter>('dead_letters')
      .insertOne({ ...letter!, _id, group: 'review.notes', subject: newId() });
    const id = 'review.notes~topic~0~1';
    expect((await as('ADMIN')('GET', `/v1/dead-letters/${id}`)).body).toMatchObject({
      advice: expect.stringContaining('rebuild review notes') as string,
    });
    expect(await settle('redrive', { ids: [id], reason: 'r' })).toMatchObject({ body: { code: 'REBUILD_INSTEAD' } });
    expect(await settle('discard', { ids: [id], reason: 'rebuilt' })).toMatchObject({ status: 200 });
  });
});
