import type { Moment } from '#common/kernel/clock.js';
import { addDays, addMonths, endOfDay, startOfDay, type Day } from '#common/kernel/day.js';
import { debarmentOn } from '#common/kernel/debarment.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import type { SupplierEvent } from './supplier.events.js';
import type { Debarment, DebarmentGround, SupplierState } from './supplier.state.js';

export interface DebarmentOrder {
  readonly from: Day;
  readonly to: Day;
  readonly ground: DebarmentGround;
  readonly reason: string;
}

/** A supplier has a handful in its life; more is a mistake of a client. */
const DEBARMENTS_MAX = 50;

/**
 * NIA records a debarment (부정당업자 제재, State Contract Act Art. 27). Its days may overlap those of another: each
 * authority orders its own. 422 DEBARMENT_REVERSED, DEBARMENT_PAST, DEBARMENT_TOO_LONG; 409 DEBARMENTS_TOO_MANY.
 */
export function debarSupplier(
  { facts, debarments }: SupplierState,
  { from, to, ground, reason }: DebarmentOrder,
  { at, today, policy }: Moment,
): readonly SupplierEvent[] {
  ensure(from <= to, () => wrongDay('DEBARMENT_REVERSED', `The debarment ends on ${to}, before it begins on ${from}.`));
  ensure(to >= today, () =>
    wrongDay('DEBARMENT_PAST', `The debarment ended on ${to}: it would hold on no day to come.`),
  );
  const monthsMax = policy['intake.debarmentMonthsMax'];
  ensure(to < addMonths(from, monthsMax), () =>
    wrongDay('DEBARMENT_TOO_LONG', `A debarment has ${monthsMax} months at most (State Contract Act Art. 27(1)).`),
  );
  ensure(debarments.length < DEBARMENTS_MAX, () =>
    wrongState('DEBARMENTS_TOO_MANY', `${facts.name} has ${DEBARMENTS_MAX} debarments on record, which is the most.`),
  );
  const data = {
    businessNumber: facts.businessNumber,
    debarmentNo: debarments.length + 1,
    from,
    to,
    ground,
    debarredAt: at.toISOString(),
  };
  return [{ type: 'SupplierDebarred', data, reason }];
}

const wrongDay = (code: string, detail: string) => invalid(code, detail, [{ pointer: '/to', code, detail }]);

/** NIA lifts a debarment before its end, from today on. 422 DEBARMENT_UNKNOWN; 409 DEBARMENT_OVER. */
export function reinstateSupplier(
  state: SupplierState,
  { debarmentNo, reason }: { readonly debarmentNo: number; readonly reason: string },
  { at, today }: Moment,
): readonly SupplierEvent[] {
  const debarment = state.debarments.find(({ no }) => no === debarmentNo);
  ensure(debarment !== undefined, () =>
    invalid('DEBARMENT_UNKNOWN', `${state.facts.name} has no debarment ${debarmentNo}.`, [
      { pointer: '/debarmentNo', code: 'DEBARMENT_UNKNOWN', detail: 'the number of one of its debarments' },
    ]),
  );
  ensure(isOpen(debarment) && debarment.to >= today, () =>
    wrongState(
      'DEBARMENT_OVER',
      `Debarment ${debarmentNo} of ${state.facts.name} is over since ${debarment.lifted?.on ?? addDays(debarment.to, 1)}.`,
    ),
  );
  return [reinstated(state, debarment, { from: today, cause: 'LIFTED', at, reason })];
}

interface End {
  readonly from: Day;
  readonly cause: 'LIFTED' | 'PERIOD_ENDED';
  readonly at: Date;
  readonly reason?: string;
}

const reinstated = ({ facts }: SupplierState, { no }: Debarment, { from, cause, at, reason }: End): SupplierEvent => ({
  type: 'SupplierReinstated',
  data: { businessNumber: facts.businessNumber, debarmentNo: no, from, cause, reinstatedAt: at.toISOString() },
  ...(reason !== undefined && { reason }),
});

const isOpen = ({ status }: Debarment): boolean => status === 'ORDERED' || status === 'IN_FORCE';

/** When the status of this debarment changes by itself. */
function turnOf({ status, from, to }: Debarment): Date | undefined {
  if (status === 'ORDERED') return startOfDay(from);
  return status === 'IN_FORCE' ? endOfDay(to) : undefined;
}

/** When a timer has something to do: a debarment begins, or is over. */
export function supplierDueAt({ debarments }: SupplierState): Date | undefined {
  const turns = debarments.flatMap((one) => turnOf(one) ?? []);
  return turns.length === 0 ? undefined : new Date(Math.min(...turns.map((turn) => turn.getTime())));
}

/** Debarments begin and end by their days, one turn of each at a time. */
export function supplierFellDue(state: SupplierState, { at }: Moment): readonly SupplierEvent[] {
  return state.debarments.flatMap((one): readonly SupplierEvent[] => {
    const turn = turnOf(one);
    if (turn === undefined || turn > at) return [];
    if (one.status === 'ORDERED') return [{ type: 'DebarmentBegan', data: { debarmentNo: one.no } }];
    return [reinstated(state, one, { from: addDays(one.to, 1), cause: 'PERIOD_ENDED', at })];
  });
}

/**
 * The door of what a debarred supplier may not do: draft, submit, be accepted (§2.1 F-2.6).
 * 409 SUPPLIER_DEBARRED with ground and last day.
 */
export function ensureNotDebarred({ facts, debarments }: SupplierState, { today }: Pick<Moment, 'today'>): void {
  const debarment = debarmentOn(debarments, today);
  ensure(debarment === undefined, () =>
    wrongState(
      'SUPPLIER_DEBARRED',
      `${facts.name} is debarred from ${debarment?.from} to ${debarment?.to} (${debarment?.ground}, 부정당업자 제재): ` +
        'this is possible again the day after, or when NIA lifts the debarment.',
    ),
  );
}
