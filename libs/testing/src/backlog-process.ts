import type { InboxObserver } from '#common/inbox/delivery/inbox-observer.js';
import { derivedId } from '#common/kernel/ids.js';
import { InboxUnderTest, type InboxAddress } from './inbox.js';
import { Notes } from './notes.js';

/** What an instance counts and tells, a line of JSON a second and a last one when it leaves. */
export interface BacklogTold {
  /** How often its group was shared out anew while it was a member. */
  readonly joins: number;
  readonly handled: number;
  readonly duplicates: number;
  readonly gaps: number;
  readonly contradictions: number;
}

/** One instance that works on a backlog: every event it handles is a write, and nothing of it is kept in mind. */
const told = { joins: 0, handled: 0, duplicates: 0, gaps: 0, contradictions: 0 };
const observer: InboxObserver = {
  outcome: (outcome) => {
    if (outcome === 'handled') told.handled++;
    if (outcome === 'duplicate') told.duplicates++;
  },
  contradiction: () => void told.contradictions++,
  gap: () => void told.gaps++,
  unproven: () => undefined,
  misread: () => undefined,
  retry: () => undefined,
  log: () => undefined,
};
const inbox = await InboxUnderTest.join(JSON.parse(process.argv[2] ?? '') as InboxAddress);
const notes = await Notes.in(inbox.database);
await inbox.start({
  observer,
  onState: (state) => {
    if (state === 'running') told.joins++;
  },
  handle: async (text, context) => {
    const intent = context.intent(derivedId('backlog', context.event.subject));
    await notes.save(intent, () => [{ type: 'NoteWritten', data: { text } }]);
  },
});
const tell = (): boolean => process.stdout.write(`${JSON.stringify(told satisfies BacklogTold)}\n`);
setInterval(tell, 1_000);
process.once('SIGTERM', () => {
  void inbox.stop().then(() => {
    tell();
    process.exit(0);
  });
});
