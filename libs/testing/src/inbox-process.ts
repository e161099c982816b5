import { InboxUnderTest, type InboxAddress } from './inbox.js';

/**
 * One instance of an inbox under test as a process of its own: says what it handled, a line each, and dies of what asks
 * for it.
 */
const address = JSON.parse(process.argv[2] ?? '') as InboxAddress;
const inbox = await InboxUnderTest.join(address);
inbox.handle = (text) => {
  if (text.endsWith('aborts')) process.abort();
  if (text.endsWith('exits')) process.exit(7);
  process.stdout.write(`${text}\n`);
  return Promise.resolve();
};
await inbox.start({ sessionTimeoutMs: address.sessionTimeoutMs });
process.once('SIGTERM', () => void inbox.stop().then(() => process.exit(0)));
