import type { Kafka } from 'kafkajs';
import { pause } from '../../kernel/backoff.js';
import { formatStanding, type BuildFormat, type KeptFormat } from '../../kernel/format-number.js';
import { settlesWithin } from '../../kernel/settles-within.js';
import type { Worker } from '../worker.js';
import { ensureReadable, FormatRefused, TOPIC_FORMAT } from './formats.js';

/**
 * A topic without records, whose name says the format of the others. A name is there at once with the topic,
 * needs no reader, and no record can be missing.
 */
export const formatTopic = (prefix: string, format: number | '' = TOPIC_FORMAT.format): string =>
  `${prefix}format.${format}`;

/** The prefix of the topics of which this one says the format; undefined for any other topic. */
export const prefixNumberedBy = (topic: string): string | undefined => /^(.*)format\.\d{1,9}$/.exec(topic)?.[1];

/** The format that these topics have; undefined where none of them says. */
export function formatOfTopics(names: readonly string[], prefix: string): KeptFormat | undefined {
  const numbers = names.flatMap((name) => {
    const number = name.startsWith(prefix) ? /^format\.(\d{1,9})$/.exec(name.slice(prefix.length))?.[1] : undefined;
    return number === undefined ? [] : [Number(number)];
  });
  if (numbers.length === 0) return undefined;
  const format = Math.max(...numbers);
  return { format, readableFrom: format };
}

interface Planned {
  readonly prefix: string;
  /** Topics of this installation: one that is there without a format number is older. */
  readonly topics: readonly string[];
}

/** @returns the format that they have, if any. @throws FormatRefused */
export function ensureTopicsReadable(
  existing: readonly string[],
  { prefix, topics }: Planned,
  build: Pick<BuildFormat, 'format' | 'oldest'> = TOPIC_FORMAT,
): KeptFormat | undefined {
  const kept = formatOfTopics(existing, prefix);
  const there = new Set(existing);
  const standing = formatStanding(
    kept,
    topics.some((topic) => there.has(topic)),
    build,
  );
  const looked = {
    what: prefix === '' ? 'The broker' : `The broker, for topics ${prefix}*,`,
    update: 'Start the build that reads them; topics are filled anew by a release of their own.',
  };
  ensureReadable(looked, standing, kept, build);
  return kept;
}

export async function topicsOf(kafka: Kafka): Promise<readonly string[]> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    return await admin.listTopics();
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

/** A service does not wait longer for the broker before it starts (ms): it works without it. */
const FIRST_LOOK_MS = 2_000;
const LOOK_AGAIN_MS = 1_000;

/** Looks at the format of the topics once, as soon as the broker can be asked. */
export class TopicFormatCheck implements Worker {
  private readonly ending = new AbortController();
  private looking: Promise<void> | undefined;
  private refused: FormatRefused | undefined;

  /** @param whenRefused of topics that the broker told of only after the start */
  constructor(
    private readonly kafka: Kafka,
    private readonly planned: Planned,
    private readonly whenRefused: (why: FormatRefused) => void,
  ) {}

  /** @throws FormatRefused; a broker that is away is asked later */
  async beforeStart(): Promise<void> {
    this.looking = this.look();
    await settlesWithin(this.looking, FIRST_LOOK_MS);
    if (this.refused !== undefined) throw this.refused;
  }

  start(): void {
    void this.tell();
  }

  private async tell(): Promise<void> {
    await this.looking;
    if (this.refused !== undefined && !this.ending.signal.aborted) this.whenRefused(this.refused);
  }

  /** A question to a broker that is silent ends by itself, long after the service. */
  stop(): void {
    this.ending.abort();
  }

  private async look(): Promise<void> {
    while (!this.ending.signal.aborted) {
      try {
        ensureTopicsReadable(await topicsOf(this.kafka), this.planned);
        return;
      } catch (error) {
        if (error instanceof FormatRefused) {
          this.refused = error;
          return;
        }
        await pause(LOOK_AGAIN_MS, this.ending.signal);
      }
    }
  }
}
