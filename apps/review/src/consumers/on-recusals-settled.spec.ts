import { RecusalsSettled } from '#common/events/definitions/recusals-settled.js';
import type { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import type { Cases } from '../cases/cases.repository.js';
import type { Committee } from '../committee/committee.repository.js';
import { OnRecusalsSettled } from './on-recusals-settled.js';

/** Which cases change when a member's declarations are settled, given what the committee knows of the member. */
async function changedWhen(member: object): Promise<readonly string[]> {
  const changed: string[] = [];
  const consumer = new OnRecusalsSettled(
    { change: async ({ id }: { id: string }) => void changed.push(id) } as unknown as Cases,
    { now: async () => ({ members: [{ memberId: 'member-7', ...member }] }) } as unknown as Committee,
  );
  const [clear, aside] = [
    { item: 1, caseId: 'clear' },
    { item: 2, caseId: 'aside' },
  ];
  const data = { ...RecusalsSettled.sample, memberId: 'member-7', cleared: [clear], recused: [aside] };
  await consumer.handle(data, { intent: (id: string) => ({ id }) } as InboxContext);
  return changed;
}

describe('Settled declarations', () => {
  it('open and close the papers of a member in office', async () => {
    await expect(changedWhen({})).resolves.toEqual(['clear', 'aside']);
  });

  it('open nothing to a member who left before they arrived', async () => {
    await expect(changedWhen({ left: { on: '2025-09-01', as: 'RESIGNED' } })).resolves.toEqual(['aside']);
  });
});
