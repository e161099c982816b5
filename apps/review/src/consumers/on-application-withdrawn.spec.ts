import type { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import { notFound } from '#common/kernel/errors.js';
import type { Cases } from '../cases/cases.repository.js';
import { OnApplicationWithdrawn } from './on-application-withdrawn.js';

/** The outcome where there is no case. */
function withdrawnWithoutCase(data: { wasAccepted?: boolean }): Promise<void> {
  const consumer = new OnApplicationWithdrawn({
    newest: async () => undefined,
    change: async ({ id }: { id: string }) => {
      throw notFound('case', id);
    },
  } as unknown as Cases);
  return consumer.handle({ applicationId: 'a-1', withdrawnAt: '2025-09-01T01:00:00.000Z', ...data }, {
    intent: (id: string) => ({ id }),
  } as InboxContext);
}

describe('A withdrawn application of which there is no case', () => {
  it('needs none, when it had not been accepted', async () => {
    await expect(withdrawnWithoutCase({ wasAccepted: false })).resolves.toBeUndefined();
    await expect(withdrawnWithoutCase({})).resolves.toBeUndefined();
  });

  it('waits for it, when it had been', async () => {
    await expect(withdrawnWithoutCase({ wasAccepted: true })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
