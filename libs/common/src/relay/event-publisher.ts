import kafkajs, { type Admin, type IHeaders, type Kafka, type Message, type Producer } from 'kafkajs';

/** Any record, ours or one that is passed on as it came. */
export interface OutgoingRecord {
  readonly topic: string;
  readonly key: string | Buffer | null;
  readonly value: string | Buffer | null;
  readonly headers: IHeaders;
}

/** Where the relay sends to. */
export interface EventPublisher {
  /**
   * Resolves when every in-sync replica has all of them, in this order per key. A rejection leaves open which of them
   * arrived: the caller sends all of them again, and readers drop what they have seen.
   */
  publish(records: readonly OutgoingRecord[]): Promise<void>;
  /** The offset after the last record of each partition, `topic/partition` → offset. */
  endOffsets(topics: readonly string[]): Promise<Readonly<Record<string, string>>>;
  close(): Promise<void>;
}

export class KafkaPublisher implements EventPublisher {
  private readonly producer: Producer;
  private connected = false;
  private admin: Admin | undefined;

  constructor(private readonly kafka: Kafka) {
    // One request at a time: a second one in flight could overtake the first when that is tried again.
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
    for (const { topic, key, value, headers } of records) {
      const messages = byTopic.get(topic) ?? [];
      messages.push({ key, value, headers: { ...headers } });
      byTopic.set(topic, messages);
    }
    const topicMessages = [...byTopic].map(([topic, messages]) => ({ topic, messages }));
    await this.producer.sendBatch({ acks: -1, timeout: 10_000, topicMessages });
  }

  async endOffsets(topics: readonly string[]): Promise<Readonly<Record<string, string>>> {
    const admin = await this.connectedAdmin();
    try {
      const all = await Promise.all(
        topics.map(async (topic) =>
          (await admin.fetchTopicOffsets(topic)).map((row) => [`${topic}/${row.partition}`, row.high] as const),
        ),
      );
      return Object.fromEntries(all.flat());
    } catch (error) {
      this.admin = undefined;
      await admin.disconnect().catch(() => undefined);
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.admin?.disconnect();
    if (this.connected) await this.producer.disconnect();
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
