import { metaOf } from '#common/events/cloud-event.js';
import { sha256 } from '#common/kernel/canonical-json.js';
import type { ConsumedRecord } from '#common/broker/record.js';
import { Check, type InvariantResult } from './invariant.js';
import type { Histories } from './histories.js';

/** I2: the topics hold every event the histories published, in order. Repeats of an event do not count. */
export class PublishedOnce {
  private readonly check = new Check('I2', 'the topics hold every published event, in order and without contradiction');
  /** `<topic> <subject>` → how many of its events have been seen in order. */
  private readonly seen = new Map<string, number>();

  /** @param injected records that faults sent: `<topic>/<partition>/<offset>` */
  constructor(
    private readonly histories: Histories,
    private readonly injected: ReadonlySet<string>,
  ) {}

  take(topic: string, record: ConsumedRecord): void {
    const place = `${topic}/${record.partition}/${record.offset}`;
    if (this.injected.has(place)) return this.check.count('injected');
    this.check.count('records');
    try {
      this.judge(topic, record, place);
    } catch (error) {
      this.check.find(`${place}: ${(error as Error).message}`);
    }
  }

  result(): InvariantResult {
    const { check, histories, seen } = this;
    for (const gap of histories.gaps) check.find(`history: ${gap}`);
    for (const [subject, ids] of histories.published) {
      check.count('published', ids.length);
      const arrived = seen.get(subject) ?? 0;
      if (arrived < ids.length) check.find(`${subject}: ${ids.length} published, ${arrived} on the topic in order`);
    }
    return check.result();
  }

  /** @throws TypeError when the headers are not those of an event */
  private judge(topic: string, record: ConsumedRecord, place: string): void {
    const { id, subject, sequence, dataHash: hash } = metaOf(record.headers);
    const name = `${topic} ${subject}`;
    const expected = this.histories.published.get(name)?.[sequence - 1];
    if (expected !== id) {
      const what = expected === undefined ? 'no history knows it' : `its history has ${expected} there`;
      return this.check.find(`${place}: ${name} sequence ${sequence} is ${id}, ${what}`);
    }
    if (record.key?.toString() !== subject) this.check.find(`${place}: the key is not the subject`);
    if (sha256(record.value ?? Buffer.alloc(0)) !== hash) this.check.find(`${place}: the value does not have its hash`);
    const before = this.seen.get(name) ?? 0;
    if (sequence <= before) this.check.count('sent again');
    else if (sequence === before + 1) this.seen.set(name, sequence);
    else this.check.find(`${place}: ${name} sequence ${sequence} comes after ${before}`);
  }
}
