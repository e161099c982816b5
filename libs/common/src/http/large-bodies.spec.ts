import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setImmediate as turnOfLoop } from 'node:timers/promises';
import { LargeBodies } from './large-bodies.js';

/** As much of a response as a turn looks at. */
class Answer extends EventEmitter {
  closed = false;

  close(): void {
    this.closed = true;
    this.emit('close');
  }
}

describe('S12: large bodies', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] }));
  afterEach(() => void vi.useRealTimers());

  const begun: string[] = [];
  beforeEach(() => void begun.splice(0));

  function taking(bodies: LargeBodies, name: string): { answer: Answer; turn: Promise<void> } {
    const answer = new Answer();
    const turn = bodies.turn(answer as unknown as ServerResponse).then(() => void begun.push(name));
    return { answer, turn };
  }

  it('come one at a time, and the process rests after each for eight times what it took', async () => {
    const bodies = new LargeBodies();
    const first = taking(bodies, 'first');
    taking(bodies, 'second');
    await turnOfLoop();
    expect(begun).toEqual(['first']);

    vi.advanceTimersByTime(30);
    first.answer.close();
    vi.advanceTimersByTime(239);
    await turnOfLoop();
    expect(begun).toEqual(['first']);
    vi.advanceTimersByTime(1);
    await turnOfLoop();
    expect(begun).toEqual(['first', 'second']);
  });

  it('are refused with 503 when ten wait, and taken again once there is room', async () => {
    const bodies = new LargeBodies();
    const first = taking(bodies, 'first');
    for (let i = 0; i < 10; i++) taking(bodies, `waiting ${i}`);
    await expect(taking(bodies, 'one more').turn).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'BODIES_WAITING',
    });

    first.answer.close();
    vi.advanceTimersByTime(1);
    const late = taking(bodies, 'late');
    await turnOfLoop();
    expect(begun).toEqual(['first', 'waiting 0']);
    late.turn.catch(() => undefined);
  });

  it('whose client went away while they waited hold up no other', async () => {
    const bodies = new LargeBodies();
    const first = taking(bodies, 'first');
    const gone = taking(bodies, 'gone');
    taking(bodies, 'third');
    gone.answer.close();
    first.answer.close();
    vi.advanceTimersByTime(1);
    await turnOfLoop();
    vi.advanceTimersByTime(1);
    await turnOfLoop();
    expect(begun).toContain('third');
  });

  it('wait for no other when they come alone, also later', async () => {
    const bodies = new LargeBodies();
    const first = taking(bodies, 'first');
    await first.turn;
    first.answer.close();
    vi.advanceTimersByTime(400);
    await taking(bodies, 'second').turn;
    expect(begun).toEqual(['first', 'second']);
  });
});
