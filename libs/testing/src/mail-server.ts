import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** A message that the mail server took. */
export interface ReceivedMail {
  readonly to: readonly string[];
  /** Headers and body as they came. */
  readonly raw: string;
}

/** A mail server in a process of its own. */
export class MailServer {
  readonly received: ReceivedMail[] = [];

  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {}

  /** @param port a free one unless given */
  static async start(port = 0): Promise<MailServer> {
    const file = path.resolve(import.meta.dirname, 'smtp-process.ts');
    const child = spawn(process.execPath, [file, String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
    const lines = createInterface({ input: child.stdout });
    const first = (await once(lines, 'line')) as [string];
    const server = new MailServer(child, Number(first[0]));
    lines.on('line', (line) => server.received.push(JSON.parse(line) as ReceivedMail));
    return server;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }
}

/** A header of a message, unfolded and as it came. */
export const headerIn = ({ raw }: ReceivedMail, name: string): string =>
  new RegExp(`^${name}: (.*(?:\r?\n[ \t].*)*)`, 'im').exec(raw)?.[1]?.replaceAll(/\r?\n[ \t]+/g, ' ') ?? '';

/** The text of a message of one part. */
export function textOf({ raw }: ReceivedMail): string {
  const body = raw.slice(raw.search(/\r?\n\r?\n/)).trim();
  const encoding = headerIn({ to: [], raw }, 'Content-Transfer-Encoding').toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
  if (encoding !== 'quoted-printable') return body;
  const bytes = body
    .replaceAll(/=\r?\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}
