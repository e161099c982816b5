import { newId } from '../../kernel/ids.js';
import { databaseOf } from '#testing/notes.js';
import { describeWithServers, testDatabase, type TestDatabase } from '#testing/stores.js';
import { Positions } from './positions.js';

describeWithServers('Positions of a consumer group', () => {
  let database: TestDatabase;
  beforeAll(async () => (database = await testDatabase('positions')));
  afterAll(() => database.drop());

  it.each(['$sequence', '$$NOW', '$', '$$nothing'])(
    'S29: keep the id %s as it came: it is no expression',
    async (eventId) => {
      const positions = new Positions(databaseOf(database), newId());
      await positions.advance('topic', new Map([['a', { sequence: 1, eventId }]]));
      expect(await positions.load('topic', ['a'])).toEqual(new Map([['a', { sequence: 1, eventId }]]));
      await positions.advance('topic', new Map([['a', { sequence: 2, eventId }]]));
      expect(await positions.load('topic', ['a'])).toEqual(new Map([['a', { sequence: 2, eventId }]]));
    },
  );
});
