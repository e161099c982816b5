import { randomUUID } from 'node:crypto';
import type { AggregateType, DomainEvent } from '../aggregates/aggregate-type.js';
import { AggregateStore } from '../aggregates/aggregate-store.js';
import { evolution } from '../aggregates/evolution.js';
import type { Fact } from '../aggregates/fact.js';
import { aggregateSchema } from '../aggregates/mongo-documents.js';
import { noticeIdOf } from '../aggregates/notices.js';
import { Stores } from '../aggregates/stores.js';
import { verifyAuditTrails } from '../aggregates/verification/verify-histories.js';
import { addressIdOf, addressType, enterAddress, type Delivery } from '../address-book/address.js';
import { AddressBook } from '../address-book/address-book.repository.js';
import { MailQueue } from '../address-book/mail-queue.mongo.js';
import { any, Permissions, permissionsOn } from '../auth/permissions.js';
import { personOf, roleOf } from '../kernel/addressee.js';
import type { Role } from '../kernel/actor.js';
import { endOfDay } from '../kernel/day.js';
import { koreanCalendar } from '../kernel/holidays.js';
import { newId } from '../kernel/ids.js';
import { PolicyTable } from '../kernel/policy.js';
import { Metrics } from '../observability/metrics.js';
import { WorkList } from '../work/work-list.js';
import { headerIn, MailServer, textOf } from '#testing/mail-server.js';
import { databaseOf } from '#testing/notes.js';
import { describeWithServers, testDatabase, type TestDatabase } from '#testing/stores.js';
import { ChannelAway, type Channel } from './channel.js';
import { CollectNotices } from './collect-notices.js';
import { Courier } from './courier.js';
import { noticeType } from './notice.js';
import { noticePermissions } from './notice.permissions.js';
import { Notices } from './notices.repository.js';
import { SmtpChannel } from './smtp.js';

/** Something that one person is asked for, until a day. */
interface Errand {
  readonly whose: string;
  readonly dueOn: string;
  readonly done: boolean;
}
type ErrandEvent = Fact<'Asked', Omit<Errand, 'done'>> | Fact<'Done', object>;

const why = { ko: '부탁을 받으셨습니다.', en: 'You were asked.' };
const desk = PolicyTable.defaults.on('2026-01-01')['notices.desk'];

const errandType: AggregateType<Errand, ErrandEvent> = {
  name: 'errand',
  collection: 'errands',
  publishes: [],
  evolve: evolution<Errand, ErrandEvent>()({ Asked: ({ data }) => ({ ...data, done: false }) }, (errand) => ({
    ...errand,
    done: true,
  })),
  path: (_, id) => `/v1/errands/${id}`,
  work: {
    seenThrough: 'readErrand',
    about: () => '심부름',
    tasks: {
      RUN_ERRAND: {
        title: { ko: '심부름', en: 'Run the errand' },
        operation: 'runErrand',
        waits: ({ whose, dueOn, done }) =>
          done
            ? []
            : [
                {
                  for: [personOf(whose)],
                  alsoTell: [roleOf('SECRETARY')],
                  deadline: { key: 'ERRAND', dueAt: endOfDay(dueOn).toISOString(), basis: 'd', rule: '§11.1' },
                },
              ],
        tellsOverdue: true,
      },
    },
  },
  notices: {
    Asked: ({ event: { data } }) => [
      {
        reason: 'ERRAND_ASKED',
        to: personOf(data.whose),
        title: { ko: '심부름 부탁', en: 'An errand' },
        text: { ko: `${data.dueOn}까지 해 주십시오.`, en: `Please do it by ${data.dueOn}.` },
        why,
        rule: 'S22 Art. 31',
        dueOn: data.dueOn,
        contact: { unit: '총무', name: '박담당', phone: '02-123', email: 'park@example.kr' },
      },
    ],
  },
};

const permissions = new Permissions([
  noticePermissions as never,
  permissionsOn({
    resource: 'errand',
    seenThrough: 'readErrand',
    operations: { readErrand: { MEMBER: any }, runErrand: { MEMBER: any, EXAMINER: any } },
  }) as never,
]);
const member = (sub: string, roles: readonly Role[] = ['MEMBER']) => ({ kind: 'person', sub, roles }) as const;

describeWithServers('Notices', () => {
  let database: TestDatabase;
  let now: Date;
  let stores: Stores;
  let errands: AggregateStore<Errand, ErrandEvent>;
  let notices: Notices;
  let book: AddressBook;
  let queue: MailQueue;
  let collecting: CollectNotices;
  let mail: MailServer;

  const collect = () => collecting.run(new AbortController().signal);
  const courier = (channel: Channel) => new Courier(stores, notices, book, queue, new Metrics('spec'), clock, channel);
  const carry = (channel: Channel) => courier(channel).turn(() => Promise.resolve(true));
  const clock = { now: () => now };
  const smtp = (port = mail.port) =>
    new SmtpChannel({ host: '127.0.0.1', port, tls: false, from: 'notice@example.kr' });
  const ask = async (whose: string, dueOn = '2026-03-10') => {
    const id = newId();
    const intent = { id, actor: member('asker'), operation: 'runErrand', causationId: newId() };
    await errands.create(intent, () => [{ type: 'Asked', data: { whose, dueOn } }]);
    return id;
  };
  const enter = async (sub: string, delivery: Delivery = 'EACH', email = `${sub}@example.kr`) => {
    const person = member(sub);
    const intent = { id: addressIdOf(sub), actor: person, operation: 'enterAddress', causationId: newId() };
    await book.save({ ...intent, actor: { kind: 'system', sub: 'spec' } }, () =>
      enterAddress(person, { email, language: 'ko', delivery }),
    );
    await queue.retry(addressIdOf(sub));
  };
  const listFor = async (sub: string, roles: readonly Role[] = ['MEMBER']) => {
    const query = { where: {}, sortBy: 'state.at', descending: true, limit: 50 };
    const found = await notices.listFor({ actor: member(sub, roles), operation: 'getNotices' }, query);
    return found.map(({ state }) => state);
  };
  const to = (sub: string) => mail.received.filter((one) => one.to.includes(`${sub}@example.kr`));
  const someone = () => `p-${randomUUID().slice(0, 8)}`;

  beforeAll(async () => {
    database = await testDatabase('notices');
    now = new Date('2026-03-02T01:00:00Z');
    const policy = PolicyTable.defaults;
    const calendar = koreanCalendar(policy);
    stores = new Stores({
      db: databaseOf(database),
      clock,
      policy,
      calendar,
      permissions,
      onLargeDocument: () => undefined,
    });
    for (const type of [errandType, noticeType, addressType] as unknown as AggregateType<object, DomainEvent>[])
      await database.connection.model(type.name, aggregateSchema(type)).createIndexes();
    errands = new AggregateStore(errandType, stores);
    notices = new Notices(stores);
    book = new AddressBook(stores);
    queue = new MailQueue(stores);
    await queue.ensureIndexes();
    const types = [errandType as unknown as AggregateType<object, DomainEvent>];
    collecting = new CollectNotices(stores, notices, book, queue, new Metrics('spec'), clock, types);
    mail = await MailServer.start();
  });
  afterAll(async () => {
    await mail?.stop();
    await database?.drop();
  });

  it('S22 Art. 31: names whom to ask, why it comes and on which article, in the list of its addressee only', async () => {
    const whose = someone();
    const id = await ask(whose);
    await collect();
    expect(await listFor(whose)).toMatchObject([
      {
        reason: 'ERRAND_ASKED',
        about: { kind: 'errand', id, path: `/v1/errands/${id}` },
        dueOn: '2026-03-10',
        contact: { unit: '총무', name: '박담당', phone: '02-123', email: 'park@example.kr' },
        why,
        rule: 'S22 Art. 31',
      },
    ]);
    expect(await listFor(someone())).toEqual([]);
  });

  it('are made once, whatever is retried: a collector that dies half-way goes on', async () => {
    const whose = someone();
    const id = await ask(whose);
    const rows = databaseOf(database).collection<{ _id: string; untold?: object[] }>('errands');
    const before = await rows.findOne({ _id: id });
    await Promise.all([collect(), collect()]);
    // What a process that died after the notices, and before its note, leaves behind.
    await rows.updateOne({ _id: id }, { $set: { untold: before?.untold ?? [] } });
    await collect();
    expect(await listFor(whose)).toHaveLength(1);
    expect((await rows.findOne({ _id: id }))?.untold).toEqual([]);
  });

  it('leave by a mail server: Korean first, then English, once, with an id of their own', async () => {
    const whose = someone();
    await enter(whose);
    const id = await ask(whose);
    await collect();
    await carry(smtp());
    await carry(smtp());
    const [message, ...more] = to(whose);
    expect(more).toEqual([]);
    if (message === undefined) throw new Error('no message came');
    const draft = { reason: 'ERRAND_ASKED', to: personOf(whose) };
    const noticeId = noticeIdOf({ kind: 'errand', id, path: '' }, draft as never);
    expect(headerIn(message, 'Message-ID')).toBe(`<${noticeId}@example.kr>`);
    const text = textOf(message);
    expect(text.indexOf('2026-03-10까지')).toBeLessThan(text.indexOf('Please do it by'));
    expect(text).toMatch(/담당: 총무 · 박담당 · 02-123 · park@example\.kr/);
    expect(text).toContain('근거: S22 Art. 31');
    expect(await listFor(whose)).toMatchObject([{ deliveries: [{ person: whose, channel: 'EMAIL' }] }]);
  });

  it('come once a day to those who prefer it, in the morning in Seoul', async () => {
    const whose = someone();
    await enter(whose, 'DIGEST');
    await ask(whose);
    await ask(whose, '2026-03-11');
    await collect();
    await carry(smtp());
    expect(to(whose)).toEqual([]);
    now = new Date('2026-03-02T23:00:00Z');
    await carry(smtp());
    await carry(smtp());
    const [message, ...more] = to(whose);
    expect(more).toEqual([]);
    const text = message === undefined ? '' : textOf(message);
    expect(text).toContain('2026-03-10까지');
    expect(text).toContain('2026-03-11까지');
    expect((await listFor(whose)).map(({ deliveries }) => deliveries.length)).toEqual([1, 1]);
  });

  it('wait while the mail server is away, and nothing is counted against them', async () => {
    const whose = someone();
    await enter(whose);
    await ask(whose);
    await collect();
    const gone = await MailServer.start();
    await gone.stop();
    await expect(carry(smtp(gone.port))).rejects.toThrow(ChannelAway);
    expect((await queue.due(now, 100)).filter(({ address }) => address === addressIdOf(whose))).toMatchObject([
      { tries: 0 },
    ]);
    await carry(smtp());
    expect(to(whose)).toHaveLength(1);
  });

  it('that the server refuses for good wait in the list, until the person enters another address', async () => {
    const whose = someone();
    await enter(whose, 'EACH', 'refused@example.kr');
    await ask(whose);
    await collect();
    await carry(smtp());
    expect(await listFor(whose)).toMatchObject([{ deliveries: [{ refused: 'SMTP_550' }] }]);
    expect(await queue.counts()).toMatchObject({ failed: 1 });
    await enter(whose);
    await carry(smtp());
    expect(to(whose)).toHaveLength(1);
    expect(await queue.counts()).toMatchObject({ failed: 0 });
  });

  it('that the server does not take now rest, and hold up no other', async () => {
    const [slow, quick] = [someone(), someone()];
    await enter(slow, 'EACH', 'later@example.kr');
    await enter(quick);
    await ask(slow);
    await ask(quick);
    await collect();
    await carry(smtp());
    expect(to(quick)).toHaveLength(1);
    const rows = databaseOf(database).collection('notice_mail');
    const [resting] = await rows.find({ address: addressIdOf(slow) }).toArray();
    expect(resting).toMatchObject({ tries: 1 });
    expect(Number(resting?.['restUntil'])).toBeGreaterThan(Date.now());
  });

  it('S15: go nowhere once the address is erased, and leave no trace of it', async () => {
    const whose = someone();
    await enter(whose);
    await ask(whose);
    await collect();
    const intent = { id: addressIdOf(whose), actor: { kind: 'system', sub: 'spec' } as const, causationId: newId() };
    await book.erase(intent, { reason: 'asked for' });
    await carry(smtp());
    expect(to(whose)).toEqual([]);
    expect(await listFor(whose)).toHaveLength(1);
    for (const name of ['addresses', 'notice_mail', 'notices'])
      expect(JSON.stringify(await databaseOf(database).collection(name).find().toArray())).not.toContain(
        `${whose}@example.kr`,
      );
  });

  it('A-32: an entry that was not renewed for a year gets no mail', async () => {
    const whose = someone();
    await enter(whose);
    const before = now;
    now = new Date('2027-03-05T01:00:00Z');
    await ask(whose, '2027-03-10');
    await collect();
    await carry(smtp());
    now = before;
    expect(to(whose)).toEqual([]);
    expect(await listFor(whose)).toHaveLength(1);
  });

  it('A-32: nor does an entry that ran out while its message waited', async () => {
    const whose = someone();
    await enter(whose);
    await ask(whose);
    await collect();
    const before = now;
    now = new Date('2027-03-05T01:00:00Z');
    await carry(smtp());
    now = before;
    expect(to(whose)).toEqual([]);
    expect((await queue.due(now, 100)).filter(({ address }) => address === addressIdOf(whose))).toEqual([]);
  });

  it('tell once of what is overdue, also those who watch over it, and not of what is done', async () => {
    const [late, done] = [someone(), someone()];
    const before = now;
    await ask(late, '2026-03-20');
    const finished = await ask(done, '2026-03-20');
    const intent = { id: finished, actor: member(done), operation: 'runErrand', causationId: newId() };
    await errands.change(intent, () => [{ type: 'Done', data: {} }]);
    now = new Date('2026-03-20T15:00:00Z');
    await collect();
    await collect();
    const overdue = async (sub: string) => (await listFor(sub)).filter(({ reason }) => reason === 'WORK_OVERDUE');
    expect(await overdue(late)).toMatchObject([{ dueOn: '2026-03-20', rule: '§11.1', contact: desk }]);
    expect(await overdue(done)).toEqual([]);
    const watching = await listFor('anyone', ['SECRETARY']);
    expect(watching.length).toBeGreaterThan(0);
    expect(JSON.stringify(watching)).not.toContain(late);
    now = before;
  });

  it('the trail holds after all that, and names what waits that does not follow from it', async () => {
    const types = [errandType, noticeType, addressType] as never[];
    const db = databaseOf(database);
    expect((await verifyAuditTrails(db, types)).invalid).toEqual([]);
    const [id] = [await ask(someone())];
    const rows = db.collection<{ _id: string }>('errands');
    await rows.updateOne({ _id: id }, { $set: { 'waiting.for': ['person:mallory'] } });
    expect((await verifyAuditTrails(db, types)).invalid).toMatchObject([{ id }]);
    await rows.deleteOne({ _id: id });
  });

  describe('Work lists', () => {
    const work = () => new WorkList(stores, [errandType as unknown as AggregateType<object, DomainEvent>]);
    const all = async (sub: string, filter = {}, limit = 2, roles: readonly Role[] = ['MEMBER']) => {
      const found: string[] = [];
      let after: { dueAt: string; id: string } | undefined;
      for (let pages = 0; pages < 20; pages++) {
        const page = await work().page(member(sub, roles), filter, limit, after);
        found.push(...page.duties.map(({ id }) => id));
        if (page.next === undefined) return found;
        after = page.next;
      }
      throw new Error('the list does not end');
    };

    it('hold what waits for the caller, the earliest deadline first, over all pages', async () => {
      const whose = someone();
      const days = ['2026-05-03', '2026-05-01', '2026-05-04', '2026-05-02', '2026-05-01'];
      const ids: string[] = [];
      for (const day of days) ids.push(await ask(whose, day));
      const first = [ids[1], ids[4]].sort();
      expect(await all(whose)).toEqual([...first, ids[3], ids[0], ids[2]]);
      expect(await all(someone())).toEqual([]);
    });

    it('show only what is overdue when asked, and nothing that is done', async () => {
      const whose = someone();
      const late = await ask(whose, '2026-02-01');
      await ask(whose, '2026-08-01');
      const done = await ask(whose, '2026-02-02');
      await errands.change({ id: done, actor: member(whose), operation: 'runErrand', causationId: newId() }, () => [
        { type: 'Done', data: {} },
      ]);
      expect(await all(whose, { overdue: true })).toEqual([late]);
      expect(await all(whose, { task: 'NO_SUCH_TASK' })).toEqual([]);
      expect(await all(whose)).toHaveLength(2);
    });

    it('S9: show a duty to nobody who may not do it, or not know of it, although it is addressed to them', async () => {
      const whose = someone();
      await ask(whose);
      expect(await all(whose, {}, 2, ['SECRETARY'])).toEqual([]);
      expect(await all(whose, {}, 2, ['EXAMINER'])).toEqual([]);
    });

    it('are found by an index, whatever else waits', async () => {
      const plan = await databaseOf(database)
        .collection('errands')
        .find({ $and: [{ 'waiting.for': { $in: ['person:a', 'role:MEMBER'] } }] })
        .sort({ 'waiting.dueAt': 1, _id: 1 })
        .limit(3)
        .explain('executionStats');
      const text = JSON.stringify(plan['queryPlanner']);
      expect(text).toContain('waiting.for_1_waiting.dueAt_1__id_1');
      expect(text).not.toMatch(/COLLSCAN|"SORT"/);
    });
  });
});
