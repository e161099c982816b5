import { eventually } from '#testing/eventually.js';
import { Archiving, type Archives } from './archiving.js';

/** Archives that say what they were asked for; one aggregate cannot be archived, and none until it is let. */
class FakeArchives implements Archives {
  readonly asked: string[] = [];
  let: () => void = () => undefined;
  private readonly gate = new Promise<void>((resolve) => (this.let = resolve));

  async archive(id: string): Promise<number> {
    this.asked.push(id);
    await this.gate;
    if (id === 'broken') throw new Error('the store is away');
    return 150;
  }

  archiveLarge(limit: number): Promise<number> {
    this.asked.push(`up to ${limit}`);
    return Promise.resolve(7);
  }
}

describe('Archiving', () => {
  let archives: FakeArchives;
  let archiving: Archiving;
  let reported: unknown[];

  beforeEach(() => {
    archives = new FakeArchives();
    reported = [];
    archiving = new Archiving(new Map([['note', archives]]), {
      archived: (type, events) => void reported.push([type, events]),
      failed: (type, id, error) => void reported.push([type, id, (error as Error).message]),
    });
  });

  it('takes one aggregate after another, each once however often its saves say that it is too large', async () => {
    for (const id of ['a', 'b', 'a', 'b', 'b']) archiving.soon('note', id);
    archives.let();
    await eventually(() => expect(reported).toHaveLength(2));
    expect(archives.asked).toEqual(['a', 'b']);
  });

  it('goes on with the others when one cannot be archived, and takes that one again after its next save', async () => {
    archives.let();
    for (const id of ['broken', 'b']) archiving.soon('note', id);
    await eventually(() =>
      expect(reported).toEqual([
        ['note', 'broken', 'the store is away'],
        ['note', 150],
      ]),
    );
    archiving.soon('note', 'broken');
    await eventually(() => expect(archives.asked).toEqual(['broken', 'b', 'broken']));
  });

  it('looks for those that nobody reported of, in its turns', async () => {
    await archiving.run(new AbortController().signal);
    expect(archives.asked).toEqual(['up to 100']);
    expect(reported).toEqual([['note', 7]]);
  });

  it('ends with the document in flight', async () => {
    for (const id of ['a', 'b']) archiving.soon('note', id);
    const stopped = archiving.stop();
    archiving.soon('note', 'c');
    archives.let();
    await stopped;
    expect(reported).toEqual([['note', 150]]);
    expect(archives.asked).toEqual(['a']);
  });
});
