import { AsyncLocalStorage } from 'node:async_hooks';
import { ConsoleLogger, type LogLevel } from '@nestjs/common';
import { own } from '../kernel/own.js';

const trace = new AsyncLocalStorage<string>();

/** All log entries written inside carry the trace id of this `traceparent`. */
export const withTrace = <T>(traceparent: string, act: () => T): T => trace.run(traceparent.split('-')[1] ?? '', act);

const LEVELS: Readonly<Record<string, LogLevel[]>> = {
  error: ['fatal', 'error'],
  warn: ['fatal', 'error', 'warn'],
  log: ['fatal', 'error', 'warn', 'log'],
  debug: ['fatal', 'error', 'warn', 'log', 'debug'],
};

/** One JSON object per line, with the trace id of the request or event at hand. */
export class ServiceLog extends ConsoleLogger {
  constructor(
    private readonly service: string,
    level: string,
  ) {
    super({ json: true, colors: false, logLevels: own(LEVELS, level) ?? ['fatal', 'error', 'warn', 'log'] });
  }

  /** For our own parts: message and fields of one entry. */
  entry(level: 'info' | 'warn' | 'error', message: string, fields: object = {}): void {
    const plain = Object.fromEntries(
      Object.entries(fields).map(([key, value]) => [
        key,
        value instanceof Error ? describe(value) : (value as unknown),
      ]),
    );
    const write =
      level === 'info' ? this.log.bind(this) : level === 'warn' ? this.warn.bind(this) : this.error.bind(this);
    if (Object.keys(plain).length === 0) write(message);
    else write(message, plain);
  }

  /** The security log of the service: a context of its own, whatever the level is. */
  security(message: string, fields: object): void {
    const traceId = trace.getStore();
    const entry = {
      level: 'log',
      pid: process.pid,
      timestamp: Date.now(),
      message,
      context: 'security',
      params: fields,
      service: this.service,
      ...(traceId !== undefined && { traceId }),
    };
    process.stdout.write(`${JSON.stringify(entry)}\n`);
  }

  protected override getJsonLogObject(
    ...args: Parameters<ConsoleLogger['getJsonLogObject']>
  ): ReturnType<ConsoleLogger['getJsonLogObject']> {
    const traceId = trace.getStore();
    return Object.assign(super.getJsonLogObject(...args), {
      service: this.service,
      ...(traceId !== undefined && { traceId }),
    });
  }
}

const describe = ({ name, message, stack }: Error): object => ({
  name,
  message,
  stack: stack?.split('\n').slice(1, 6).join('\n'),
});
