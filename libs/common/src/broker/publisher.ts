import kafkajs, { type Admin, type IHeaders, type Kafka, type Message, type Producer } from 'kafkajs';

/** A record to send: one of ours, or one that is passed on as it came. */
export interface OutgoingRecord {
  readonly topic: string;
  readonly key: string | Buffer | null;
  readonly value: string | Buffer | null;
  readonly headers: IHeaders;
  /** Timestamp of the record; the time of sending unless given. */
  readonly timestamp?: Date;
}

/** What the relay sends through. */
export interface EventPublisher {
  /**
   * Resolves when every in-sync replica has all records, in this order per key. A rejection leaves open which of them
   * arrived: the caller sends all of them again, and readers drop what they have seen.
   */
  publish(records: readonly OutgoingRecord[]): Promise<void>;
  /**
   * The offset after the last record of each partition, `topic/partition` → offset. The broker is asked about a topic
   * once per `epoch`, and after each of our own sends to it: no other process sends anything new during an epoch.
   */
  endOffsets(topics: readonly string[], epoch: number): Promise<Readonly<Record<string, string>>>;
  /** Whether the topic has a record of that time or later, by the records' own timestamps. */
  holdsSince(topic: string, time: Date): Promise<boolean>;
  close(): Promise<void>;
}

export class KafkaPublisher implements EventPublisher {
  private readonly producer: Producer;
  private connected = false;
  private admin: Admin | undefined;
  private known = { epoch: NaN, ends: new Map<string, readonly (readonly [place: string, end: string])[]>() };

  constructor(private readonly kafka: Kafka) {
    // One request at a time: a second one in flight could overtake a first one that is tried again.
    this.producer = kafka.producer({
      allowAutoTopicCreation: false,
      maxInFlightRequests: 1,
      createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
      retry: { initialRetryTime: 50, maxRetryTime: 500, retries: 3 },
    });
  }

  async publish(records: readonly OutgoingRecord[]): Promise<void> {
    await this.connect();
    const byTopic = new Map<string, Message[]>();
    for (const { topic, key, value, headers, timestamp } of records) {
      const messages = byTopic.get(topic) ?? [];
      const at = timestamp && { timestamp: String(timestamp.getTime()) };
      messages.push({ key, value, headers: { ...headers }, ...at });
      byTopic.set(topic, messages);
    }
    const topicMessages = [...byTopic].map(([topic, messages]) => ({ topic, messages }));
    try {
      await this.producer.sendBatch({ acks: -1, timeout: 10_000, topicMessages });
    } finally {
      // Only now: an answer asked for during the send would pass for the newest. A failed send may have sent some too.
      for (const topic of byTopic.keys()) this.known.ends.delete(topic);
    }
  }

  async endOffsets(topics: readonly string[], epoch: number): Promise<Readonly<Record<string, string>>> {
    if (this.known.epoch !== epoch) this.known = { epoch, ends: new Map() };
    const all = await this.asAdmin((admin) => Promise.all(topics.map((topic) => this.endsOf(admin, topic))));
    return Object.fromEntries(all.flat());
  }

  async holdsSince(topic: string, time: Date): Promise<boolean> {
    return this.asAdmin(async (admin) => {
      // The ends come first: for a partition without such a record the second answer is its end, which may have grown.
      const ends = await admin.fetchTopicOffsets(topic);
      const firsts = await admin.fetchTopicOffsetsByTimestamp(topic, time.getTime());
      return firsts.some(({ partition, offset }) => {
        const end = ends.find((one) => one.partition === partition);
        return end !== undefined && BigInt(offset) < BigInt(end.high);
      });
    });
  }

  async close(): Promise<void> {
    await this.admin?.disconnect();
    if (this.connected) await this.producer.disconnect();
  }

  private async endsOf(admin: Admin, topic: string): Promise<readonly (readonly [place: string, end: string])[]> {
    const { ends } = this.known;
    const known = ends.get(topic);
    if (known !== undefined) return known;
    const asked: (readonly [string, string])[] = [];
    // Known before the answer, so that a send that ends before it can remove it again.
    ends.set(topic, asked);
    try {
      const found = await admin.fetchTopicOffsets(topic);
      asked.push(...found.map(({ partition, high }) => [`${topic}/${partition}`, high] as const));
      return asked;
    } catch (error) {
      ends.delete(topic);
      throw error;
    }
  }

  private async asAdmin<T>(ask: (admin: Admin) => Promise<T>): Promise<T> {
    const admin = await this.connectedAdmin();
    try {
      return await ask(admin);
    } catch (error) {
      this.admin = undefined;
      await admin.disconnect().catch(() => undefined);
      throw error;
    }
  }

  private async connectedAdmin(): Promise<Admin> {
    if (this.admin === undefined) {
      const admin = this.kafka.admin({ retry: { retries: 1 } });
      await admin.connect();
      this.admin = admin;
    }
    return this.admin;
  }

  private async connect(): Promise<void> {
    if (this.connected) return;
    await this.producer.connect();
    this.connected = true;
  }
}
