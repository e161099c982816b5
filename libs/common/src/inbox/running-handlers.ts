import type { ConsumedRecord } from './consumed-record.js';
import type { Delivered } from './delivery.js';

/** Its handler is busy with it still; `done` resolves when it no longer is. */
export interface Running {
  readonly as: 'running';
  readonly done: Promise<unknown>;
}

interface InHand {
  readonly offset: string;
  readonly delivered: Promise<Delivered>;
}

/** So long a batch waits for a handler, and with it every partition that is fetched from the same broker. */
export const PATIENT_MS = 1_000;

/**
 * A handler that takes long goes on by itself while its partition rests; the others do not wait for it. Whoever comes
 * to the same record again is told what came of it: it is not handed in a second time.
 */
export class RunningHandlers {
  /** By partition, whose records come in order: one each. */
  private readonly inHand = new Map<string, InHand>();
  private readonly open = new Set<Promise<unknown>>();

  constructor(private readonly patientMs: number) {}

  /** @throws what `deliver` does */
  async deliver(record: ConsumedRecord, deliver: () => Promise<Delivered>): Promise<Delivered | Running> {
    const place = `${record.topic}/${record.partition}`;
    const before = this.inHand.get(place);
    const isAgain = before?.offset === record.offset;
    const inHand = isAgain ? before : { offset: record.offset, delivered: this.begin(deliver) };
    this.inHand.set(place, inHand);
    if (!(await settlesWithin(inHand.delivered, isAgain ? 0 : this.patientMs)))
      return { as: 'running', done: inHand.delivered.catch(() => undefined) };
    if (this.inHand.get(place) === inHand) this.inHand.delete(place);
    return inHand.delivered;
  }

  /** Waits for all that are busy. */
  async allDone(): Promise<void> {
    await Promise.all(this.open);
  }

  private begin(deliver: () => Promise<Delivered>): Promise<Delivered> {
    const delivered = deliver();
    const done: Promise<unknown> = delivered.then(
      () => this.open.delete(done),
      () => this.open.delete(done),
    );
    this.open.add(done);
    return delivered;
  }
}

/** Whether it is settled by then, in whatever way. */
export async function settlesWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), ms)));
  const settled = work.then(
    () => true,
    () => true,
  );
  const isSettled = await Promise.race([settled, late]);
  clearTimeout(timer);
  return isSettled;
}
