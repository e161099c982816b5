import { connect, type Socket } from 'node:net';
import { unavailable, type Refusal } from '../../kernel/errors.js';
import { SettingWrong, type Environment } from '../../kernel/setting.js';
import { own } from '../../kernel/own.js';
import { within } from '../../kernel/settles-within.js';
import { NoScanner, VirusScanner, type Scan, type Verdict } from './virus-scanner.js';

/** Where `clamd` listens: a port, or a socket of this machine. */
export type ScannerAddress = { readonly host: string; readonly port: number } | { readonly path: string };

/** For each piece, and from the last one to the verdict, ms. */
const ANSWERS_WITHIN_MS = 20_000;
/** An answer is one short line. */
const ANSWER_BYTES_MAX = 1_000;
const PORT_DEFAULT = 3_310;
const COMMAND = Buffer.from('zINSTREAM\0');
const NO_MORE = Buffer.alloc(4);

/**
 * A scanner that speaks the protocol of ClamAV's daemon: `INSTREAM`, then pieces with their length before them, and one
 * line as the answer. Each document has a connection of its own.
 */
export class Clamd extends VirusScanner {
  constructor(
    private readonly address: ScannerAddress,
    private readonly withinMs = ANSWERS_WITHIN_MS,
  ) {
    super();
  }

  override begin(): Scan {
    return new ClamdScan(connect(this.address), this.withinMs);
  }
}

class ClamdScan implements Scan {
  private answer = '';
  /** The answer, whole or not, when the connection ends. */
  private readonly ended: Promise<string>;

  constructor(
    private readonly socket: Socket,
    private readonly withinMs: number,
  ) {
    this.ended = new Promise((resolve, reject) => {
      socket.on('error', reject);
      socket.on('close', () => resolve(this.answer));
      socket.on('data', (data: Buffer) => {
        this.answer += data.toString('utf8');
        if (this.answer.includes('\0') || this.answer.length > ANSWER_BYTES_MAX) socket.destroy();
      });
    });
    // A failure is told to the next call.
    this.ended.catch(() => undefined);
    socket.write(COMMAND);
  }

  async write(chunk: Buffer): Promise<void> {
    if (chunk.length === 0) return;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(chunk.length);
    await this.sent(Buffer.concat([length, chunk]));
  }

  async verdict(): Promise<Verdict> {
    await this.sent(NO_MORE);
    const answer = await this.inTime(this.ended);
    const signature = /^stream: (.{1,200}) FOUND\0/.exec(answer)?.[1];
    if (signature !== undefined) return { clean: false, signature };
    if (answer.startsWith('stream: OK\0')) return { clean: true };
    throw away(answer === '' ? 'closed its connection' : `answered ${JSON.stringify(answer.slice(0, 100))}`);
  }

  abandon(): void {
    this.socket.destroy();
  }

  /** A scanner that has found something may end the connection before the last piece: its answer is asked for then. */
  private async sent(bytes: Buffer): Promise<void> {
    if (this.socket.destroyed) return;
    const written = new Promise<void>((resolve) => this.socket.write(bytes, () => resolve()));
    await this.inTime(Promise.race([written, this.ended]));
  }

  private async inTime<T>(work: Promise<T>): Promise<T> {
    try {
      return await within(this.withinMs, work);
    } catch (error) {
      this.socket.destroy();
      const { code, message } = error as NodeJS.ErrnoException;
      throw away(code ?? message);
    }
  }
}

const away = (why: string): Refusal =>
  unavailable('SCANNER_UNAVAILABLE', `The virus scanner is away (${why}): nothing was kept, send the document again.`);

/**
 * `CLAMD_URL`: `tcp://host:port` or `unix:///path`; without it no document is scanned.
 * @throws SettingWrong
 */
export function scannerOf(env: Environment): VirusScanner {
  const text = own(env, 'CLAMD_URL');
  if (text === undefined || text === '') return new NoScanner();
  const wanted = 'tcp://host:port or unix:///path of a clamd.';
  if (!URL.canParse(text)) throw new SettingWrong('CLAMD_URL', text, wanted);
  const { protocol, hostname, port, pathname } = new URL(text);
  if (protocol === 'unix:' && hostname === '' && pathname.length > 1) return new Clamd({ path: pathname });
  if (protocol === 'tcp:' && hostname !== '' && ['', '/'].includes(pathname))
    return new Clamd({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || PORT_DEFAULT) });
  throw new SettingWrong('CLAMD_URL', text, wanted);
}
