import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import type { SupplierEvent } from './supplier.events.js';
import type { Declaration, SupplierState } from './supplier.state.js';

/** A supplier has a handful of texts; more is a mistake of a client. */
const DECLARATIONS_MAX = 100;

/**
 * The supplier stores a declaration once (확약서), and its submissions refer to it. A stored text never changes: each is a
 * version. The newest text stored again is no new one. 409 DECLARATIONS_TOO_MANY.
 */
export function storeDeclaration(
  { facts, declarations }: SupplierState,
  { text }: { readonly text: string },
): readonly SupplierEvent[] {
  if (declarations.at(-1)?.text === text) return [];
  ensure(declarations.length < DECLARATIONS_MAX, () =>
    wrongState('DECLARATIONS_TOO_MANY', `${facts.name} has ${DECLARATIONS_MAX} declarations, which is the most.`),
  );
  return [{ type: 'DeclarationStored', data: { declarationNo: declarations.length + 1 }, details: { text } }];
}

/** The declaration that a submission names. 422 DECLARATION_UNKNOWN, also for one whose text was erased. */
export function ensureDeclared(declarations: readonly Declaration[], declarationNo: number): void {
  const declared = declarations.find(({ no }) => no === declarationNo);
  ensure(declared !== undefined && declared.text !== '', () =>
    invalid('DECLARATION_UNKNOWN', `Your organisation has stored no declaration ${declarationNo}.`, [
      { pointer: '/declarationNo', code: 'DECLARATION_UNKNOWN', detail: 'the number of a declaration that is stored' },
    ]),
  );
}
