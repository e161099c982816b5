import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { AggregateType, DomainEvent } from '#common/aggregates/aggregate-type.js';
import { aggregatesOf } from '#common/service/service-map.js';
import { SERVICES } from '../services.js';

const RUNBOOK = path.resolve(import.meta.dirname, '../../docs/runbooks/erasure.md');
const ROW = /^\| (\w+) +\| `([^`]+)` +\| `(\w+)` +\| (.+?) +\|/;

/** `service aggregate event: path`, for each row and path of the table; `each` is every service. */
const tableOf = (text: string): readonly string[] =>
  text.split('\n').flatMap((line) => {
    const [, service = '', aggregate = '', event = '', paths = ''] = ROW.exec(line) ?? [];
    const services = service === 'each' ? SERVICES.map((map) => map.service) : [service];
    return [...paths.matchAll(/`([^`]+)`/g)].flatMap(([, one = '']) =>
      services.map((name) => `${name} ${aggregate} ${event}: ${one}`),
    );
  });

const types = SERVICES.flatMap((map) =>
  aggregatesOf(map).map(([type]) => [map.service, type as unknown as AggregateType<object, DomainEvent>] as const),
);
const declared = types.flatMap(([service, { name, personal = {} }]) =>
  Object.entries(personal).flatMap(([event, paths = []]) => paths.map((one) => `${service} ${name} ${event}: ${one}`)),
);

describe('The table of personal data', () => {
  it('S15: in the runbook names exactly what the aggregate types declare', () => {
    expect(tableOf(readFileSync(RUNBOOK, 'utf8')).toSorted()).toEqual(declared.toSorted());
  });

  it('S15: has the address, the reasons, the texts and the dossier that could once not be erased', () => {
    expect(declared).toEqual(
      expect.arrayContaining([
        'intake supplier SupplierRegistered: details.address',
        'intake application ApplicationWithdrawn: reason',
        'review committee MemberDismissed: reason',
        'review case ExaminationSubmitted: details.comment',
        'review case ExaminationSubmitted: details.comments',
        'catalog agreement AgreementApplied: details.dossier.deliveryRecord',
        'catalog agreement AgreementApplied: details.dossier.financialStanding',
      ]),
    );
  });

  it('has nothing that is published: what readers have cannot be recalled', () => {
    const published = types.flatMap(([service, { name, personal = {}, publishes }]) =>
      publishes.flatMap(({ name: event }) =>
        (personal[event] ?? [])
          .filter((one) => one.startsWith('data.'))
          .map((one) => `${service} ${name} ${event}: ${one}`),
      ),
    );
    expect(published).toEqual([]);
  });

  it('would be found wrong with a row more or less', () => {
    expect(tableOf('| intake  | `supplier`    | `SupplierRegistered` | `details.a`, `reason` | text |')).toEqual([
      'intake supplier SupplierRegistered: details.a',
      'intake supplier SupplierRegistered: reason',
    ]);
  });
});
