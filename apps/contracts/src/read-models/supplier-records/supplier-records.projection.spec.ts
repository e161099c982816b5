import type { EventMeta } from '#common/events/cloud-event.js';
import type { Projection } from '#common/projections/projection.js';
import { personas } from '#testing/personas.js';
import { contractType } from '../../contracts/contract.type.js';
import { assessDelayDamages } from '../../contracts/domain/delaying.js';
import { reportIncident } from '../../contracts/domain/reporting-incidents.js';
import { rescindContract } from '../../contracts/domain/rescinding.js';
import { answering, broken, correcting, deciding, reporting } from '../../testing/breaking.js';
import { DIVIDED, joint, SECOND, SHARED, THIRD } from '../../testing/joint-steps.js';
import { negotiated, type ContractSpecification } from '../../testing/contract-steps.js';
import { accepting, active, stating } from '../../testing/performance-steps.js';
import { completing, destroying, returning, running, settled, terminating } from '../../testing/running.js';
import { recordOf, type SupplierContractRow, type SupplierFaultRow } from './domain/supplier-record.js';
import { supplierContracts, supplierFaults } from './supplier-records.projection.js';

const SUPPLIER = '1234567890';

/** The row that the events of a contract leave; undefined where none of them sets a field. Dots name members. */
function rowOf<R>(projection: Projection, { history }: ContractSpecification): R | undefined {
  const row: Record<string, unknown> = {};
  for (const { type, data } of history) {
    const definition = projection.consumes.find(({ name }) => name === type);
    const set = definition && projection.project({ definition, data, meta: {} as EventMeta });
    for (const [path, value] of Object.entries(set ?? {})) {
      const [member = '', key] = path.split('.');
      row[member] = key === undefined ? value : { ...(row[member] as object | undefined), [key]: value };
    }
  }
  return Object.keys(row).length === 0 ? undefined : (row as R);
}

const rowsOf = <R>(projection: Projection, contracts: readonly ContractSpecification[]): readonly R[] =>
  contracts.flatMap((one) => rowOf<R>(projection, one) ?? []);

const record = (contracts: readonly ContractSpecification[], today = '2026-12-01') =>
  recordOf(
    SUPPLIER,
    rowsOf<SupplierContractRow>(supplierContracts, contracts),
    rowsOf<SupplierFaultRow>(supplierFaults, contracts),
    today,
  );

const OUTAGE = {
  class: 'OUTAGE',
  intervals: [{ from: '2025-11-30T00:00:00Z', to: '2025-11-30T01:00:00Z' }],
  what: '중단',
  cause: '장비',
  measures: '교체',
  advice: '없음',
  desk: { unit: '고객지원', number: '02-1234-5678' },
} as const;

describe('The record of a supplier', () => {
  const started = running().on('2025-12-01');

  it('follows what contracts publish, and each event names the supplier or began with it', () => {
    const published = contractType.publishes.map(({ name }) => name);
    for (const { consumes } of [supplierContracts, supplierFaults])
      expect(published).toEqual(expect.arrayContaining(consumes.map(({ name }) => name)));
    for (const { data } of supplierFaults.consumes) expect(Object.keys(data.properties)).toContain('supplier');
  });

  it('is empty of one without a contract', () => {
    expect(record([])).toEqual({
      supplier: SUPPLIER,
      contracts: { concluded: 0, completed: 0, terminated: 0 },
      terminatedByFault: 0,
      incidents: { outages: 0, leaks: 0, intrusions: 0 },
      slaCredits: { count: 0, amount: 0n },
      delayDamages: { count: 0, amount: 0n },
      breaches: { decided: 0, corrected: 0, debarmentsRequested: 0 },
    });
  });

  it('counts contracts, and how they ended; one that was rescinded was never performed', () => {
    const over = settled(running().on('2026-10-20')).given(returning, destroying, completing());
    const rescinded = negotiated('signed').given((contract, moment) =>
      rescindContract(contract, { reason: '필요 소멸' }, moment),
    );
    const ended = started.given(...broken, terminating({ ground: 'BREACH', effectiveOn: '2025-12-01' }));
    expect(record([negotiated('signed'), over, rescinded, ended]).contracts).toEqual({
      concluded: 3,
      completed: 1,
      terminated: 1,
    });
  });

  it('counts incidents by class', () => {
    const report = (changed: Partial<Parameters<typeof reportIncident>[1]>) =>
      started.given((contract, moment) => reportIncident(contract, { ...OUTAGE, ...changed }, moment));
    const two = report({}).given((contract, moment) => reportIncident(contract, OUTAGE, moment));
    expect(record([two, report({ class: 'LEAK' }), report({ class: 'INTRUSION' })]).incidents).toEqual({
      outages: 2,
      leaks: 1,
      intrusions: 1,
    });
  });

  it('adds up credits of accepted statements and delay damages', () => {
    const stated = active()
      .on('2025-12-20')
      .given(stating({ availability: 99.5 }));
    expect(record([stated]).slaCredits).toEqual({ count: 0, amount: 0n });
    const accepted = stated.given(accepting(), stating(), accepting());
    expect(record([accepted, accepted]).slaCredits).toEqual({ count: 2, amount: 180_000n });
    const late = active()
      .on('2025-10-31')
      .given((contract, moment) =>
        assessDelayDamages(contract, { dueOn: '2025-10-20', performedOn: '2025-10-30', reason: '지연' }, moment),
      );
    expect(record([late, accepted]).delayDamages).toEqual({ count: 1, amount: 135_000n });
  });

  it('A-36: counts breaches that the institution decided, and none on which nothing followed', () => {
    const heard = started.given(reporting(), answering());
    expect(record([heard]).breaches).toEqual({ decided: 0, corrected: 0, debarmentsRequested: 0 });
    const nothing = heard.given(deciding({ consequence: 'NONE' }));
    const asked = heard.given(deciding({ consequence: 'CORRECTION', correctBy: '2025-12-10' }));
    const mended = asked.given(correcting());
    const debarment = heard.given(deciding({ consequence: 'DEBARMENT_REQUEST' }));
    const ofTheBuyer = started
      .by(personas.supplier)
      .given(reporting({ by: 'SUPPLIER' }), answering({ party: 'INSTITUTION' }), deciding({ party: 'SUPPLIER' }));
    expect(record([nothing, asked, mended, debarment, ofTheBuyer]).breaches).toEqual({
      decided: 3,
      corrected: 1,
      debarmentsRequested: 1,
    });
  });

  it('counts ends by its fault from their day on, and no other end', () => {
    const breach = started.given(...broken, terminating({ ground: 'BREACH' }));
    const budget = started.given(terminating());
    const agreed = started.given(
      terminating({ ground: 'AGREEMENT' }),
      terminating({ ground: 'AGREEMENT', by: 'SUPPLIER' }),
    );
    const bySupplier = started
      .by(personas.supplier)
      .given(reporting({ by: 'SUPPLIER' }), answering({ party: 'INSTITUTION' }), deciding({ party: 'SUPPLIER' }))
      .given(terminating({ by: 'SUPPLIER', ground: 'BREACH' }));
    const all = [breach, budget, agreed, bySupplier];
    expect(record(all, '2026-02-28').terminatedByFault).toBe(0);
    expect(record(all, '2026-03-01').terminatedByFault).toBe(1);
  });

  it('§5.6: counts a joint contract for each member, and what went wrong for those who answer for all of it', () => {
    const heard = (contract: ContractSpecification) =>
      running(contract)
        .on('2025-12-01')
        .given(reporting(), answering(), deciding())
        .given((state, moment) => reportIncident(state, OUTAGE, moment));
    const [shared, divided] = [heard(joint('signed', SHARED)), heard(joint('signed', DIVIDED))];
    const of = (supplier: string, one: ContractSpecification) => {
      const [contracts, faults] = [supplierContracts, supplierFaults].map((projection) =>
        rowsOf<SupplierContractRow & SupplierFaultRow>(projection, [one]).filter(
          (row) => row.supplier === supplier || row.members?.includes(supplier) === true,
        ),
      );
      const { contracts: counted, incidents, breaches } = recordOf(supplier, contracts!, faults!, '2026-12-01');
      return [counted.concluded, incidents.outages, breaches.decided];
    };
    expect([SUPPLIER, SECOND.businessNumber, THIRD.businessNumber].map((one) => of(one, shared))).toEqual([
      [1, 1, 1],
      [1, 1, 1],
      [1, 1, 1],
    ]);
    expect([SUPPLIER, SECOND.businessNumber].map((one) => of(one, divided))).toEqual([
      [1, 1, 1],
      [1, 0, 0],
    ]);
  });

  it('R-40: never overflows, whatever the rows', () => {
    const row = { supplier: SUPPLIER, credits: { 1: Number.MAX_SAFE_INTEGER, 2: Number.MAX_SAFE_INTEGER } };
    expect(recordOf(SUPPLIER, [], [row], '2026-01-01').slaCredits.amount).toBe(2n * BigInt(Number.MAX_SAFE_INTEGER));
  });
});
