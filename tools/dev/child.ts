import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A service that is told to end has 20 s for what is in flight. */
const STOP_WITHIN_MS = 25_000;

/** A command in a process group of its own: Ctrl-C in the terminal reaches it only in its turn. */
export class Child {
  private readonly child: ChildProcess;
  private readonly exited: Promise<unknown>;
  private isStopping = false;
  /** Rejects when the command ends before it was told to; never resolves. */
  readonly failed: Promise<never>;

  constructor(name: string, args: readonly string[], env: NodeJS.ProcessEnv) {
    this.child = spawn(process.execPath, args, { env, stdio: ['ignore', 'inherit', 'inherit'], detached: true });
    this.exited = once(this.child, 'exit').catch(() => undefined);
    this.failed = new Promise((_, reject) => {
      this.child.once('error', reject);
      this.child.once('exit', (code, signal) => {
        if (!this.isStopping) reject(new Error(`${name} ended by itself (${signal ?? `exit ${code}`}).`));
      });
    });
    this.failed.catch(() => undefined);
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    this.signal('SIGTERM');
    const late = setTimeout(() => this.signal('SIGKILL'), STOP_WITHIN_MS);
    await this.exited;
    clearTimeout(late);
    // Its own children may have outlived it.
    this.signal('SIGKILL');
  }

  private signal(signal: NodeJS.Signals): void {
    const { pid } = this.child;
    try {
      if (pid !== undefined) process.kill(-pid, signal);
    } catch {
      // Nobody of the group is left.
    }
  }
}
