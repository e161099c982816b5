import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { unavailable, type Refusal } from '../kernel/errors.js';
import type { Paper } from './paper.js';
import type { Printed, PrintingOrder } from './printing.worker.js';

/** The largest paper, a contract of 100 lines, takes less than half a second. */
const WITHIN_MS = 10_000;
const WAITING_MAX = 20;
/** A thread at rest keeps its fonts in memory. */
const REST_MS = 60_000;
const HEAP_MB = 256;
const BYTES_MAX = 8 * 1024 * 1024;

interface Waiting {
  readonly resolve: (bytes: Buffer) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * Prints papers as PDF in a thread of its own: a paper is up to half a second of work, in which the service would
 * answer nothing.
 */
@Injectable()
export class Printer implements OnApplicationShutdown {
  private worker: Worker | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private last = 0;
  private rest: NodeJS.Timeout | undefined;

  /** @throws Refusal 503 PRINTING_UNAVAILABLE when too many wait, or it takes too long */
  async print(paper: Paper): Promise<Buffer> {
    if (this.waiting.size >= WAITING_MAX) throw busy('Too many papers are being printed.');
    const no = ++this.last;
    const thread = this.thread();
    const printed = new Promise<Buffer>((resolve, reject) => {
      // A thread that hangs would hold up every later paper.
      const timer = setTimeout(() => void this.end(busy('The paper took too long to print.')), WITHIN_MS);
      this.waiting.set(no, { resolve, reject, timer });
    });
    clearTimeout(this.rest);
    const order: PrintingOrder = { no, paper };
    thread.postMessage(order, []);
    const bytes = await printed;
    if (bytes.length > BYTES_MAX) throw new Error(`A paper of ${bytes.length} bytes was printed.`);
    return bytes;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.end(busy('The service is stopping.'));
  }

  private thread(): Worker {
    if (this.worker !== undefined) return this.worker;
    // By its name in package.json: in a bundle there is no file next to this one.
    const file = createRequire(import.meta.url).resolve('#common/papers/printing.worker.js');
    // Without the flags of the process: what it imports at its start is for the process, not for a thread.
    const worker = new Worker(file, { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } });
    worker.unref();
    worker.on('message', (printed: Printed) => this.settle(printed));
    worker.on('error', (error: Error) => void this.end(error, worker));
    worker.on('exit', () => void this.end(busy('The printing thread ended.'), worker));
    this.worker = worker;
    return worker;
  }

  private settle(printed: Printed): void {
    const order = this.waiting.get(printed.no);
    if (order === undefined) return;
    this.waiting.delete(printed.no);
    clearTimeout(order.timer);
    if ('bytes' in printed) order.resolve(Buffer.from(printed.bytes));
    else order.reject(new Error(`A paper could not be printed: ${printed.failure}`));
    if (this.waiting.size > 0) return;
    this.rest = setTimeout(() => void this.end(busy('The printing thread rests.')), REST_MS).unref();
  }

  /** Ends the thread and everything that waits for it; the next paper starts another. */
  private async end(why: Error | Refusal, of = this.worker): Promise<void> {
    if (of === undefined || of !== this.worker) return;
    this.worker = undefined;
    clearTimeout(this.rest);
    for (const { reject, timer } of this.waiting.values()) {
      clearTimeout(timer);
      reject(why);
    }
    this.waiting.clear();
    await of.terminate();
  }
}

const busy = (why: string): Refusal => unavailable('PRINTING_UNAVAILABLE', `${why} Try again in a few seconds.`);
