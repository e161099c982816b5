import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { stablePort } from '#infrastructure/ports.js';
import { Line } from './line.js';
import { brokerWire } from './wire.js';

describe('A line', () => {
  it('keeps the door of an instance that is scaled in and comes back, and its connections', async () => {
    const port = await stablePort();
    const server = createServer().listen(port, '127.0.0.1');
    const line = new Line(port, brokerWire, new Set());
    try {
      await line.open('127.0.1.9', 1);
      const before = connect(port, '127.0.1.9').on('error', () => undefined);
      await once(before, 'connect');
      await Promise.all([line.open('127.0.1.9', 1), line.open('127.0.1.9', 1)]);
      const after = connect(port, '127.0.1.9').on('error', () => undefined);
      await once(after, 'connect');
      expect(before.destroyed).toBe(false);
      expect(line.size).toBe(2);
    } finally {
      await line.close();
      server.close();
    }
  });
});
