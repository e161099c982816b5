import { evolution } from '../aggregates/evolution.js';
import type mongoose from 'mongoose';
import type { AggregateType, DomainEvent, Intent } from '../aggregates/aggregate-type.js';
import { AggregateStore } from '../aggregates/aggregate-store.js';
import { aggregateSchema, MongoDocuments } from '../aggregates/mongo-documents.js';
import { systemActor } from '../kernel/actor.js';
import { koreanCalendar } from '../kernel/holidays.js';
import { momentAt, systemClock, type Clock } from '../kernel/clock.js';
import { newId } from '../kernel/ids.js';
import { PolicyTable } from '../kernel/policy.js';
import { databaseOf } from '#testing/notes.js';
import { describeWithServers, eventually, testDatabase, type TestDatabase } from '#testing/stores.js';
import { SandboxClock } from './business-clock.js';
import { Timers, type DueHandler, type TimersTurn } from './timers.js';

/** A bell that rings at the instants it was set to, one at a time. */
type BellEvent = DomainEvent<'Set', { at: string[] }> | DomainEvent<'Rang', { at: string }>;

interface Bell {
  readonly toRing: readonly string[];
  readonly rang: readonly string[];
}

const bellType: AggregateType<Bell, BellEvent> = {
  name: 'bell',
  collection: 'bells',
  publishes: [],
  evolve: evolution<Bell, BellEvent>()(
    {
      Set: ({ data }, state = { toRing: [], rang: [] }) => ({
        ...state,
        toRing: [...state.toRing, ...data.at].toSorted(),
      }),
    },
    (state, { data }) => ({ toRing: state.toRing.slice(1), rang: [...state.rang, data.at] }),
  ),
  dueAt: ({ toRing: [next] }) => (next === undefined ? undefined : new Date(next)),
};

const calendar = koreanCalendar(PolicyTable.defaults);

/** Every ring, in the order in which they happened: which bell, set to when, by what time of the business clock. */
interface Ring {
  readonly id: string;
  readonly setTo: string;
  readonly at: string;
}

class Bells extends AggregateStore<Bell, BellEvent> implements DueHandler {
  readonly broken = new Set<string>();
  readonly deaf = new Set<string>();
  attempts = 0;

  constructor(
    db: mongoose.mongo.Db,
    clock: Clock,
    private readonly rings: Ring[],
  ) {
    super(bellType, {
      documents: (type) => new MongoDocuments(db, type),
      moment: () => momentAt(clock.now(), PolicyTable.defaults, calendar),
      checkAccess: () => undefined,
      holds: () => true,
      visibleTo: () => [{}],
    });
  }

  async set(id: string, ...at: readonly string[]): Promise<void> {
    await this.save({ id, actor: systemActor('test'), causationId: newId() }, () => [
      { type: 'Set', data: { at: [...at] } },
    ]);
  }

  async onDue(intent: Intent): Promise<unknown> {
    this.attempts++;
    if (this.broken.has(intent.id)) throw new Error('the bell is broken');
    let ring: Ring | undefined;
    const { version } = await this.change(intent, ({ toRing: [setTo] }, { at }) => {
      if (this.deaf.has(intent.id) || setTo === undefined || new Date(setTo) > at) return [];
      ring = { id: intent.id, setTo, at: at.toISOString() };
      return [{ type: 'Rang', data: { at: at.toISOString() } }];
    });
    if (ring !== undefined && version > 0) this.rings.push(ring);
    return undefined;
  }

  async rang(id: string): Promise<readonly string[]> {
    return (await this.find(id))?.state.rang ?? [];
  }
}

const at = (time: string): string => new Date(`2025-09-${time}+09:00`).toISOString();

describeWithServers('Timers', () => {
  let database: TestDatabase;
  let db: mongoose.mongo.Db;
  let rings: Ring[];
  let failed: string[];
  let turns: TimersTurn[];
  const running = new Set<Timers>();

  beforeEach(async () => {
    database = await testDatabase('timers');
    db = databaseOf(database);
    [rings, failed, turns] = [[], [], []];
    await database.connection.model(bellType.name, aggregateSchema(bellType)).createIndexes();
  });
  afterEach(async () => {
    await Promise.all([...running].map((timers) => timers.stop()));
    running.clear();
    await database.drop();
  });

  function instance<C extends Clock>(
    name: string,
    clock: C,
    handler?: DueHandler,
  ): { timers: Timers; bells: Bells; clock: C } {
    const bells = new Bells(db, clock, rings);
    const timers = new Timers({
      service: 'review',
      instance: name,
      db,
      clock,
      handlers: [handler ?? bells],
      log: (_, message, context) => void failed.push(`${message} ${(context as { id?: string }).id ?? ''}`),
      onTurn: (turn) => void turns.push(turn),
    });
    running.add(timers);
    return { timers, bells, clock };
  }

  /** An instance with a sandbox clock that stands at the beginning of September 2025. */
  async function sandbox(name = 'one') {
    const one = instance(name, new SandboxClock(db));
    await one.timers.advance(new Date(at('01T09:00:00')));
    return one;
  }

  it('ring each at its due instant and in order, while the clock is moved past them', async () => {
    const { timers, bells, clock } = await sandbox();
    const [a, b, c] = ['a', 'b', 'c'].map((name) => `${name}-${newId()}`) as [string, string, string];
    await bells.set(a, at('19T09:00:00'), at('03T09:00:00'));
    await bells.set(b, at('10T18:00:00'));
    await bells.set(c, at('30T00:00:00'));
    await timers.advance(new Date(at('20T00:00:00')));
    expect(rings).toEqual([
      { id: a, setTo: at('03T09:00:00'), at: at('03T09:00:00') },
      { id: b, setTo: at('10T18:00:00'), at: at('10T18:00:00') },
      { id: a, setTo: at('19T09:00:00'), at: at('19T09:00:00') },
    ]);
    expect(clock.now().toISOString()).toBe(at('20T00:00:00'));
    expect(await bells.rang(c)).toEqual([]);
  });

  it('of more aggregates than one page, all due at one instant, ring at it', async () => {
    const { timers, bells } = await sandbox();
    const ids = Array.from({ length: 130 }, newId);
    await Promise.all(ids.map((id) => bells.set(id, at('05T00:00:00'))));
    await timers.advance(new Date(at('06T00:00:00')));
    expect(rings).toHaveLength(130);
    expect(new Set(rings.map((ring) => ring.at))).toEqual(new Set([at('05T00:00:00')]));
    expect(failed).toEqual([]);
  });

  it('of one aggregate that are due at one instant all ring', async () => {
    const { timers, bells } = await sandbox();
    const id = newId();
    await bells.set(id, at('05T00:00:00'), at('05T00:00:00'), at('05T00:00:00'));
    await timers.advance(new Date(at('06T00:00:00')));
    expect(await bells.rang(id)).toEqual([at('05T00:00:00'), at('05T00:00:00'), at('05T00:00:00')]);
    expect(failed).toEqual([]);
  });

  it('that fail hold up nobody else, and ring once they can', async () => {
    const { timers, bells } = await sandbox();
    const [broken, sound] = [newId(), newId()];
    bells.broken.add(broken);
    await bells.set(broken, at('03T00:00:00'));
    await bells.set(sound, at('04T00:00:00'));
    await timers.advance(new Date(at('05T00:00:00')));
    expect(rings.map(({ id }) => id)).toEqual([sound]);
    expect(failed).toEqual([`a timer failed ${broken}`]);
    timers.start();
    bells.broken.clear();
    await eventually(async () => expect(await bells.rang(broken)).toHaveLength(1));
  });

  it('that fail are counted until they ring, or until they are no longer due', async () => {
    const { timers, bells } = await sandbox();
    const [broken, changed] = [newId(), newId()];
    for (const id of [broken, changed]) {
      bells.broken.add(id);
      await bells.set(id, at('01T08:00:00'));
    }
    timers.start();
    await eventually(() => expect(turns.at(-1)).toEqual({ failing: 2, stopped: false }));
    // Another act has done what the timer could not.
    await bells.change({ id: changed, actor: systemActor('test'), causationId: newId() }, () => [
      { type: 'Rang', data: { at: at('01T09:00:00') } },
    ]);
    await eventually(() => expect(turns.at(-1)).toEqual({ failing: 1, stopped: false }));
    bells.broken.clear();
    await eventually(() => expect(turns.at(-1)).toEqual({ failing: 0, stopped: false }));
  });

  it('that cannot run say so, are tried again, and run once they can', async () => {
    const { bells } = await sandbox();
    let isAway = true;
    const handler: DueHandler = {
      due: (until, limit) => (isAway ? Promise.reject(new Error('the store is away')) : bells.due(until, limit)),
      onDue: (intent) => bells.onDue(intent),
    };
    const id = newId();
    await bells.set(id, at('01T08:00:00'));
    instance('two', new SandboxClock(db), handler).timers.start();
    await eventually(() => expect(turns.at(-1)).toEqual({ failing: 0, stopped: true }));
    expect(failed.at(-1)).toBe('timers could not run, will try again ');
    isAway = false;
    await eventually(async () => expect(await bells.rang(id)).toHaveLength(1));
    await eventually(() => expect(turns.at(-1)).toEqual({ failing: 0, stopped: false }));
  });

  it('that fail back off: they are not tried at every turn', async () => {
    const { timers, bells } = await sandbox();
    const broken = newId();
    bells.broken.add(broken);
    await bells.set(broken, at('01T08:00:00'));
    timers.start();
    await eventually(() => expect(bells.attempts).toBeGreaterThanOrEqual(2));
    const sound = newId();
    for (let i = 0; i < 2; i++) {
      await bells.set(sound, at('01T08:00:00'));
      await eventually(async () => expect(await bells.rang(sound)).toHaveLength(i + 1));
    }
    expect(bells.attempts).toBeLessThanOrEqual(6);
  });

  it('that do not stop being due back off, and the clock arrives', async () => {
    const { timers, bells, clock } = await sandbox();
    const [deaf, sound] = [newId(), newId()];
    bells.deaf.add(deaf);
    await bells.set(deaf, at('03T00:00:00'));
    await bells.set(sound, at('03T00:00:00'));
    await timers.advance(new Date(at('05T00:00:00')));
    expect(clock.now().toISOString()).toBe(at('05T00:00:00'));
    expect(await bells.rang(sound)).toEqual([at('03T00:00:00')]);
    expect(failed).toEqual([`a timer failed ${deaf}`]);
  });

  it('of a hundred that fail leave room for the one that does not', async () => {
    const { timers, bells } = await sandbox();
    const ids = Array.from({ length: 110 }, newId);
    for (const id of ids) bells.broken.add(id);
    await Promise.all(ids.map((id) => bells.set(id, at('02T00:00:00'))));
    const sound = newId();
    await bells.set(sound, at('03T00:00:00'));
    await timers.advance(new Date(at('04T00:00:00')));
    expect(await bells.rang(sound)).toEqual([at('03T00:00:00')]);
  });

  it('act once, whichever of two instances gets to them, and both see the clock moved', async () => {
    const one = await sandbox('one');
    const two = instance('two', new SandboxClock(db));
    one.timers.start();
    two.timers.start();
    const ids = Array.from({ length: 20 }, newId);
    await Promise.all(ids.map((id, i) => one.bells.set(id, at(`${String(2 + (i % 5)).padStart(2, '0')}T00:00:00`))));
    await one.timers.advance(new Date(at('10T00:00:00')));
    await eventually(() => expect(two.clock.now().toISOString()).toBe(at('10T00:00:00')));
    for (const id of ids) expect(await one.bells.rang(id)).toHaveLength(1);
    const late = newId();
    await one.bells.set(late, at('09T00:00:00'));
    await eventually(async () => expect(await one.bells.rang(late)).toEqual([at('10T00:00:00')]));
    const histories = await Promise.all(
      ids.map((id) => one.bells.history(id, { actor: systemActor('test'), operation: 'test' })),
    );
    expect(histories.map((history) => history.length)).toEqual(ids.map(() => 2));
  });

  it('go on with another instance when the active one has gone without a word', async () => {
    const one = await sandbox('one');
    one.timers.start();
    const [first, second] = [newId(), newId()];
    await one.bells.set(first, at('01T08:00:00'));
    await eventually(async () => expect(await one.bells.rang(first)).toHaveLength(1));
    await one.timers.stop();
    await db
      .collection<{ _id: string }>('leases')
      .updateOne({ _id: 'timers' }, [{ $set: { expiresAt: { $add: ['$$NOW', 1_500] } } }]);
    const two = instance('two', new SandboxClock(db));
    two.timers.start();
    await two.bells.set(second, at('01T08:00:00'));
    await eventually(async () => expect(await two.bells.rang(second)).toHaveLength(1));
  });

  it('run by the wall clock where no clock is moved', async () => {
    const { timers, bells } = instance('one', systemClock);
    const [past, soon, far] = [newId(), newId(), newId()];
    await bells.set(past, new Date(Date.now() - 60_000).toISOString());
    await bells.set(soon, new Date(Date.now() + 300).toISOString());
    await bells.set(far, new Date(Date.now() + 3_600_000).toISOString());
    timers.start();
    await eventually(async () =>
      expect([await bells.rang(past), await bells.rang(soon)].map((one) => one.length)).toEqual([1, 1]),
    );
    expect(rings.every((ring) => ring.at >= ring.setTo)).toBe(true);
    expect(await bells.rang(far)).toEqual([]);
    expect(() => timers.advance(new Date())).toThrow('Only a sandbox clock can be moved.');
  });

  describe('and their sandbox clock', () => {
    it('stand still between moves, and survive a restart', async () => {
      const { clock } = await sandbox();
      const shown = clock.now();
      const restarted = new SandboxClock(db);
      expect(restarted.isSet).toBe(false);
      await restarted.refresh();
      expect(restarted.now()).toEqual(shown);
      expect(clock.now()).toEqual(shown);
    });

    it('show the wall clock until they are first moved', () => {
      const before = Date.now();
      expect(new SandboxClock(db).now().getTime()).toBeGreaterThanOrEqual(before);
    });

    it('refuse to go back, whichever instance moved them', async () => {
      const { timers } = await sandbox();
      const other = instance('two', new SandboxClock(db));
      await expect(timers.advance(new Date(at('01T08:59:59')))).rejects.toMatchObject({ code: 'CLOCK_BACKWARD' });
      await expect(other.timers.advance(new Date(at('01T08:59:59')))).rejects.toMatchObject({ code: 'CLOCK_BACKWARD' });
      await expect(timers.advance(new Date(at('01T09:00:00')))).resolves.toBeUndefined();
    });

    it('move once at a time', async () => {
      const { timers, bells, clock } = await sandbox();
      const id = newId();
      await bells.set(id, at('03T00:00:00'));
      await Promise.all([timers.advance(new Date(at('04T00:00:00'))), timers.advance(new Date(at('05T00:00:00')))]);
      expect(await bells.rang(id)).toEqual([at('03T00:00:00')]);
      expect(clock.now().toISOString()).toBe(at('05T00:00:00'));
    });
  });
});
