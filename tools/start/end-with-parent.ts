import type { Socket } from 'node:net';

/** Loaded before a service: whoever started it holds the other end of its standard input, and it ends with them. */
const parent = process.stdin as unknown as Socket;
const end = (): never => process.exit(1);
parent.on('end', end).on('error', end).resume().unref();
