import { newId } from '../../kernel/ids.js';
import { databaseOf } from '#testing/notes.js';
import { describeWithServers, testDatabase, type TestDatabase } from '#testing/stores.js';
import { justBefore, Positions } from './positions.js';

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

  describe('S11: of a topic that forgets', () => {
    const TOPIC = 'topic';
    const at = (sequence: number) => ({ sequence, eventId: `id-${sequence}` });
    const rowsOf = async (group: string) => {
      const rows = databaseOf(database).collection<{ _id: string }>('inbox_positions');
      const found = await rows.find({ _id: { $regex: `^${group}` } }, { sort: { _id: 1 } }).toArray();
      return found.map(({ _id, ...row }) => [_id.split('|').at(-1), row]);
    };

    it('remember with which event a subject began, and begin anew only what may lack events', async () => {
      const group = newId();
      const positions = new Positions(databaseOf(database), group);
      await positions.advance(TOPIC, new Map([['whole', at(3)]]));
      await positions.advance(TOPIC, new Map([['later', justBefore({ sequence: 4 })]]));
      await positions.advance(TOPIC, new Map([['later', at(5)]]));
      expect(await rowsOf(group)).toEqual([
        ['later', { ...at(5), since: 4 }],
        ['whole', at(3)],
      ]);
      const subjects = ['whole', 'later', 'unknown'];
      expect(await positions.countLacking(TOPIC, subjects)).toBe(2);
      expect(await positions.beginAgain(TOPIC, subjects)).toBe(2);
      expect(await rowsOf(group)).toEqual([
        ['later', { sequence: 0, eventId: '', since: 4 }],
        ['unknown', { sequence: 0, eventId: '', since: 1 }],
        ['whole', at(3)],
      ]);
    });

    it('begin anew once more when the events did not all come', async () => {
      const positions = new Positions(databaseOf(database), newId());
      await positions.beginAgain(TOPIC, ['a']);
      await positions.advance(TOPIC, new Map([['a', at(2)]]));
      expect(await positions.beginAgain(TOPIC, ['a'])).toBe(1);
      expect((await positions.load(TOPIC, ['a'])).get('a')).toEqual({ sequence: 0, eventId: '' });
    });
  });
});
