import type { Day } from '#common/kernel/day.js';
import type { Won } from '#common/kernel/money.js';
import { own } from '#common/kernel/own.js';

/** What the open topic tells of a contract of the supplier. Lists are by number. */
export interface SupplierContractRow {
  readonly supplier: string;
  /** Of a joint contract: how it is performed, and by whom besides. */
  readonly manner?: string;
  readonly members?: readonly string[];
  readonly concludedOn: Day;
  /** Classes of incidents (침해사고·유출·서비스 중단). */
  readonly incidents?: Readonly<Record<string, string>>;
  readonly completedOn?: Day;
  readonly terminatedOn?: Day;
  readonly rescindedOn?: Day;
}

/** What the closed topic tells of it. Lists are by number. */
export interface SupplierFaultRow {
  readonly supplier: string;
  /** Members of a consortium that answer with it. */
  readonly members?: readonly string[];
  readonly credits?: Readonly<Record<string, Won>>;
  readonly damages?: Readonly<Record<string, Won>>;
  /** What followed the breaches that the institution reported. */
  readonly breaches?: Readonly<Record<string, string>>;
  readonly corrections?: Readonly<Record<string, Day>>;
  /** The institution ends the contract by the fault of the supplier, on that day. */
  readonly fault?: { readonly ground: string; readonly on: Day };
}

/** Performance record of a supplier (공급자 이행 기록), as buyers see it before they ask. */
export interface SupplierRecord {
  readonly supplier: string;
  readonly contracts: { readonly concluded: number; readonly completed: number; readonly terminated: number };
  readonly terminatedByFault: number;
  readonly incidents: { readonly outages: number; readonly leaks: number; readonly intrusions: number };
  readonly slaCredits: { readonly count: number; readonly amount: bigint };
  readonly delayDamages: { readonly count: number; readonly amount: bigint };
  readonly breaches: {
    readonly decided: number;
    readonly corrected: number;
    readonly debarmentsRequested: number;
  };
}

/**
 * Counts what both topics tell. A breach on which nothing followed is none, and neither is one that the supplier
 * reports of the institution. A rescinded contract was never performed. What ends by fault counts from its day on. A
 * joint contract counts for each member; what went wrong in it, for those that answer for all of it.
 */
export function recordOf(
  supplier: string,
  contracts: readonly SupplierContractRow[],
  faults: readonly SupplierFaultRow[],
  today: Day,
): SupplierRecord {
  const performed = contracts.filter(({ rescindedOn }) => rescindedOn === undefined);
  // Who divides a contract answers for a part of it: nobody has recorded whose part an incident was of.
  const answered = performed.filter((row) => row.supplier === supplier || row.manner === 'JOINT');
  const incidents = answered.flatMap((row) => Object.values(row.incidents ?? {}));
  const breaches = faults.flatMap((row) =>
    Object.entries(row.breaches ?? {})
      .filter(([, consequence]) => consequence !== 'NONE')
      .map(([n, consequence]) => ({ consequence, isCorrected: own(row.corrections ?? {}, n) !== undefined })),
  );
  return {
    supplier,
    contracts: {
      concluded: performed.length,
      completed: performed.filter(({ completedOn }) => completedOn !== undefined).length,
      terminated: performed.filter(({ terminatedOn }) => terminatedOn !== undefined).length,
    },
    terminatedByFault: faults.filter(({ fault }) => fault !== undefined && fault.on <= today).length,
    incidents: {
      outages: countOf(incidents, 'OUTAGE'),
      leaks: countOf(incidents, 'LEAK'),
      intrusions: countOf(incidents, 'INTRUSION'),
    },
    slaCredits: totalOf(faults.map(({ credits }) => credits)),
    delayDamages: totalOf(faults.map(({ damages }) => damages)),
    breaches: {
      decided: breaches.length,
      corrected: breaches.filter(({ isCorrected }) => isCorrected).length,
      debarmentsRequested: breaches.filter(({ consequence }) => consequence === 'DEBARMENT_REQUEST').length,
    },
  };
}

const countOf = (all: readonly string[], wanted: string): number => all.filter((one) => one === wanted).length;

/** Sums never overflow, whatever the rows. */
function totalOf(rows: readonly (Readonly<Record<string, Won>> | undefined)[]): { count: number; amount: bigint } {
  const amounts = rows.flatMap((row) => Object.values(row ?? {}));
  return { count: amounts.length, amount: amounts.reduce((sum, amount) => sum + BigInt(amount), 0n) };
}
