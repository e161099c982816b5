import type { Socket } from 'node:net';

/** Preloaded into a service. The parent process holds the other end of standard input, so the service ends with it. */
const parent = process.stdin as unknown as Socket;
const end = (): never => process.exit(1);
parent.on('end', end).on('error', end).resume().unref();
