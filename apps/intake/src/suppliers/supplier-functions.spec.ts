import { describe, expect, it } from 'vitest';
import type { Stores } from '#common/aggregates/stores.js';
import type { Person } from '#common/kernel/actor.js';
import type { SupplierState } from './domain/supplier.state.js';
import { SupplierFunctions } from './supplier-functions.js';
import { Suppliers } from './suppliers.repository.js';

describe('The function of a caller', () => {
  /** The same object for each of their requests, as a token that held before gives it. */
  const person: Person = { kind: 'person', sub: 'editor', org: '1234567890', roles: ['SUPPLIER'] };

  const suppliersOf = (row: { state: SupplierState | undefined; reads: number }) => {
    const documents = {
      find: () => {
        row.reads++;
        return Promise.resolve(row.state && { id: '1234567890', version: 1, state: row.state });
      },
    };
    return new Suppliers({ documents: () => documents } as unknown as Stores);
  };
  const listing = (fn: 'EDITOR' | 'SIGNER') =>
    ({ people: [{ sub: 'editor', function: fn }] }) as unknown as SupplierState;

  it('is read once for a request, and again for the next one with the same token', async () => {
    const row = { state: listing('EDITOR') as SupplierState | undefined, reads: 0 };
    const suppliers = suppliersOf(row);
    const functions = new SupplierFunctions(suppliers);

    const first = await functions.of(person);
    expect(first).toMatchObject({ sub: 'editor', functionAt: 'EDITOR' });
    expect(await suppliers.ofCaller(first)).toBe(row.state);
    expect(row.reads).toBe(1);

    row.state = listing('SIGNER');
    const second = await functions.of(person);
    expect(second.functionAt).toBe('SIGNER');
    expect(await suppliers.ofCaller(second)).toBe(row.state);
    expect(row.reads).toBe(2);
  });

  it('is none for a person of a supplier that is not there', async () => {
    const row = { state: undefined, reads: 0 };
    const suppliers = suppliersOf(row);
    const caller = await new SupplierFunctions(suppliers).of(person);
    expect(caller.functionAt).toBeUndefined();
    expect(await suppliers.ofCaller(caller)).toBeUndefined();
    await expect(suppliers.registeredOf(caller)).rejects.toMatchObject({ code: 'SUPPLIER_NOT_REGISTERED' });
  });
});
