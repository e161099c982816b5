import { canonicalJson, sha256 } from '#common/kernel/canonical-json.js';
import type { Entry } from '../load/ledger.js';
import { commandsOfTheRemoved } from './repeats.js';

const acked: Entry['outcome'] = { kind: 'acked', status: 200, id: 'a', version: 1 };
const entry = (number: number, changes: Partial<Entry>): Entry =>
  ({ number, service: 'intake', operation: 'submitApplication', sub: 'signer', outcome: acked, ...changes }) as Entry;
const removal = (number: number, sub: string, changes: Partial<Entry> = {}): Entry =>
  entry(number, {
    operation: 'removeSupplierPerson',
    sub: 'manager',
    bodyHash: sha256(canonicalJson({ sub })),
    ...changes,
  });

describe('A repeat gets no answer for a person whom their supplier removed later', () => {
  const before = entry(1, {});

  it('and only for them', () => {
    const colleague = entry(2, { sub: 'editor' });
    expect([...commandsOfTheRemoved([before, colleague, removal(3, 'signer')])]).toEqual([before]);
  });

  it.each([
    ['a removal that came first', removal(0, 'signer')],
    [
      'a removal that was refused',
      removal(2, 'signer', { outcome: { kind: 'refused', status: 409, code: 'X' } as never }),
    ],
    ['another service', removal(2, 'signer', { service: 'review' })],
  ])('which is not so with %s', (_, other) => {
    expect(commandsOfTheRemoved([before, other]).size).toBe(0);
  });
});
