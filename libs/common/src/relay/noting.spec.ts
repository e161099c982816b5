import { Noting } from './noting.js';

/** A store whose writes end when they are let go. */
function slowStore() {
  const begun: number[] = [];
  const ends: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const failures: unknown[] = [];
  const noting = new Noting<number>(
    (place) => {
      begun.push(place);
      return new Promise((resolve, reject) => ends.push({ resolve, reject }));
    },
    (error) => failures.push(error),
  );
  return { noting, begun, ends, failures };
}

const turn = () => new Promise<void>((resolve) => void setImmediate(resolve));

describe('The noting of a place', () => {
  it('has one write in flight, and then writes the newest place only', async () => {
    const { noting, begun, ends } = slowStore();
    for (const place of [1, 2, 3]) noting.note(place);
    await turn();
    expect(begun).toEqual([1]);
    ends[0]?.resolve();
    await turn();
    expect(begun).toEqual([1, 3]);
  });

  it('is settled with the newest place, not with the one in flight', async () => {
    const { noting, ends } = slowStore();
    let isSettled = false;
    noting.note(1);
    noting.note(2);
    const settling = noting.settled().then(() => (isSettled = true));
    ends[0]?.resolve();
    await turn();
    expect(isSettled).toBe(false);
    ends[1]?.resolve();
    await settling;
  });

  it('has room while one place is in flight, and none while another waits behind it', async () => {
    const { noting, ends } = slowStore();
    noting.note(1);
    await noting.room();
    noting.note(2);
    let hasRoom = false;
    const asking = noting.room().then(() => (hasRoom = true));
    await turn();
    expect(hasRoom).toBe(false);
    ends[0]?.resolve();
    await asking;
  });

  it('ends with a failure: it is told once, and nothing more is written', async () => {
    const { noting, begun, ends, failures } = slowStore();
    noting.note(1);
    noting.note(2);
    const asking = noting.room();
    ends[0]?.reject(new Error('taken over'));
    await expect(asking).rejects.toThrow('taken over');
    await noting.settled();
    expect(failures).toHaveLength(1);
    noting.note(3);
    await noting.settled();
    expect(begun).toEqual([1]);
  });
});
