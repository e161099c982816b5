import type { AggregateType, DomainEvent, Intent } from '#common/aggregates/aggregate-type.js';
import { MemoryDocuments } from '#testing/memory-documents.js';
import { systemActor } from '#common/kernel/actor.js';
import { newId } from '#common/kernel/ids.js';
import { PolicyTable } from '#common/kernel/policy.js';
import { momentOf } from '#testing/specification.js';
import type { Stores } from '#common/aggregates/stores.js';
import { Committee } from '../../committee/committee.repository.js';
import { Standing } from '../../committee/standing.js';
import { Sessions } from '../sessions.repository.js';
import { PlanSession } from './plan-session.usecase.js';

/** 61 sessions were held before the first one planned here. */
const policy = PolicyTable.from({
  rows: [{ key: 'review.lastSessionNo', from: '2020-01-01', value: 61, basis: 'A-29' }],
});

const stores = {
  documents: <S, E extends DomainEvent>(type: AggregateType<S, E>) => new MemoryDocuments<S, E>(type),
  moment: () => momentOf('2025-09-01 10:00', policy),
  checkAccess: () => undefined,
  holds: () => true,
  visibleTo: () => [{}],
} as unknown as Stores;

const sessionsOf = (): Sessions => new Sessions(stores, new Standing(new Committee(stores), stores));

const command = (causationId = newId()): Omit<Intent, 'id'> & { readonly data: object } => ({
  actor: systemActor('spec'),
  causationId,
  data: {},
});

describe('Planning a session', () => {
  it('gives the next number', async () => {
    const planning = new PlanSession(sessionsOf(), stores);
    expect((await planning.execute(command())).state.no).toBe(62);
    expect((await planning.execute(command())).state.no).toBe(63);
  });

  it('gives one number to one command, at whichever moment its twin is done', async () => {
    for (const looks of [0, 1, 2]) {
      const sessions = sessionsOf();
      const twice = command();
      const twin = new PlanSession(sessions, stores);
      const watched = sessionsOf();
      let seen = 0;
      /** The twin is done before the look number `looks`. */
      const look =
        <T>(act: () => Promise<T>) =>
        async (): Promise<T> => {
          if (seen++ === looks) await twin.execute(twice);
          return act();
        };
      watched.last = look(() => sessions.last());
      watched.plannedBy = look(() => sessions.plannedBy(twice.causationId));
      watched.create = (...args) => look(() => sessions.create(...args))();
      const planned = await new PlanSession(watched, stores).execute(twice);
      expect([looks, planned.state.no, (await sessions.last())?.state.no]).toEqual([looks, 62, 62]);
    }
  });
});
