import { systemClock } from '../../../kernel/clock.js';
import { koreanCalendar } from '../../../kernel/holidays.js';
import { newId } from '../../../kernel/ids.js';
import { PolicyTable } from '../../../kernel/policy.js';
import { verifyAuditTrails } from '../../../aggregates/verification/verify-histories.js';
import { Permissions, any, permissionsOn } from '../../../auth/permissions.js';
import { databaseOf } from '#testing/notes.js';
import { describeWithServers, testDatabase, type TestDatabase } from '#testing/stores.js';
import { Stores } from '../../../aggregates/stores.js';
import { operatorActType, type PlannedAct } from './operator-act.js';
import { OperatorActs } from './operator-acts.repository.js';

const permissions = new Permissions([
  permissionsOn({ resource: 'row', seenThrough: 'mendRows', operations: { mendRows: { ADMIN: any } } }) as never,
]);

describeWithServers('The trail of operators’ acts', () => {
  let database: TestDatabase;
  let acts: OperatorActs;
  const planned: PlannedAct = { act: 'DISCARD', filter: { type: 'T' }, ids: ['a', 'b'], matched: 2 };
  const intent = (causationId = newId(), requestHash = 'same') => ({
    actor: { kind: 'person', sub: 'lee', roles: ['ADMIN'] } as const,
    operation: 'mendRows',
    causationId,
    requestHash,
  });

  beforeAll(async () => {
    database = await testDatabase('acts');
    acts = new OperatorActs(
      new Stores({
        db: databaseOf(database),
        clock: systemClock,
        policy: PolicyTable.defaults,
        calendar: koreanCalendar(PolicyTable.defaults),
        permissions,
        onLargeDocument: () => undefined,
      }),
    );
  });
  afterAll(() => database.drop());

  it('keeps who, when, what and why in a chain that holds until someone alters it', async () => {
    const { id, state } = await acts.enter(intent(), 'tidying up', () => Promise.resolve(planned));
    expect(state).toMatchObject({ ...planned, by: 'lee', reason: 'tidying up', at: expect.any(Date) as Date });

    const db = databaseOf(database);
    expect((await verifyAuditTrails(db, [operatorActType as never])).invalid).toEqual([]);
    const rows = db.collection<{ _id: string }>('operator_acts');
    await rows.updateOne({ _id: id }, { $set: { 'history.0.reason': 'nothing to see' } });
    expect((await verifyAuditTrails(db, [operatorActType as never])).invalid).toMatchObject([{ id }]);
    await rows.updateOne({ _id: id }, { $set: { 'history.0.reason': 'tidying up' } });
  });

  it('answers a repeat with the ids of the first time, without looking again', async () => {
    const cause = newId();
    const first = await acts.enter(intent(cause), 'once', () => Promise.resolve(planned));
    const again = await acts.enter(intent(cause), 'once', () => Promise.reject(new Error('looked again')));
    expect(again).toEqual(first);
    await expect(acts.enter(intent(cause, 'other'), 'twice', () => Promise.resolve(planned))).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
  });

  it('lets one of two simultaneous repeats decide which ids it is', async () => {
    const cause = newId();
    const enter = (id: string) =>
      acts.enter(intent(cause), 'at once', () => Promise.resolve({ ...planned, ids: [id], matched: 1 }));
    const both = await Promise.all([enter('x'), enter('y')]);
    expect(both[0]).toEqual(both[1]);
  });

  it('writes nothing when there is nothing to plan', async () => {
    const cause = newId();
    await expect(acts.enter(intent(cause), 'no', () => Promise.reject(new Error('refused')))).rejects.toThrow(
      'refused',
    );
    expect(
      await databaseOf(database).collection('operator_acts').countDocuments({ 'history.causationId': cause }),
    ).toBe(0);
  });
});
