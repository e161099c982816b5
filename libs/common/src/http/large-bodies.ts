import type { ServerResponse } from 'node:http';
import { unavailable, type Refusal } from '../kernel/errors.js';

/** A complete application has some 5,000 bytes. */
export const LARGE_BYTES = 16 * 1_024;
/** More would wait longer than their clients do. */
const WAITING_MAX = 10;
/** After each, the process is free for as many times as long. */
const REST_SHARE = 8;
const REST_MOST_MS = 400;

export const tooManyWait = (): Refusal =>
  unavailable('BODIES_WAITING', 'Too many large bodies wait already: send it again.');

interface Waiting {
  readonly response: ServerResponse;
  readonly begin: () => void;
}

/**
 * Large bodies take turns. Each costs tens of milliseconds of the one core that a process has: to parse, to check, to
 * store and to answer. One at a time, with a rest after each, they leave the process to all other requests.
 */
export class LargeBodies {
  private readonly waiting: Waiting[] = [];
  private isBusy = false;

  /**
   * Resolves when it is the request's turn. The turn ends with its answer, or when its client goes away.
   * @throws Refusal 503 when too many wait already
   */
  async turn(response: ServerResponse): Promise<void> {
    if (!this.hasRoom) throw tooManyWait();
    await new Promise<void>((begin) => {
      this.waiting.push({ response, begin });
      if (!this.isBusy) this.next();
    });
  }

  get hasRoom(): boolean {
    return this.waiting.length < WAITING_MAX;
  }

  private next(): void {
    const first = this.waiting.shift();
    this.isBusy = first !== undefined;
    if (first === undefined) return;
    const { response, begin } = first;
    const from = performance.now();
    const end = (): void => {
      setTimeout(() => this.next(), Math.min((performance.now() - from) * REST_SHARE, REST_MOST_MS));
    };
    // A client that went away while it waited has no answer that could end its turn.
    if (response.closed) end();
    else response.once('close', end);
    begin();
  }
}
