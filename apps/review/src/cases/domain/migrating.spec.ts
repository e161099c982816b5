import { sampleCertificate, samplePrice, sampleService, sampleSupplier } from '#common/events/definitions/samples.js';
import { dutiesOf } from '#common/aggregates/work.js';
import { specification } from '#testing/specification.js';
import { caseType } from '../case.type.js';
import { caseWork } from '../case.work.js';
import { migrateCase, type EarlierSelection } from './migrating.js';

describe('A case decided before this system', () => {
  const nothing = specification(caseType, '2025-08-04');
  const submission = {
    applicationVersion: 1,
    acceptedOn: '2021-02-15',
    supplier: sampleSupplier,
    service: sampleService,
    prices: [samplePrice],
    certificates: [sampleCertificate],
    documents: [],
  };
  const migrate = (selection: EarlierSelection) =>
    nothing
      .when((_, moment) => migrateCase({ caseId: 'case-1', applicationId: 'app-1', submission, selection }, moment))
      .thenEvents('ReviewCaseOpened', 'ServiceSelected');

  it('is decided in its own session, and leaves nothing to do and nothing that falls due', () => {
    const { state, decided } = migrate({ sessionNo: 5, decidedOn: '2021-03-19', deemed: true });
    expect(state).toMatchObject({
      status: 'DECIDED',
      decision: { outcome: 'SELECTED', sessionNo: 5, on: '2021-03-19' },
      deadlines: [],
    });
    expect([dutiesOf(caseWork, state), caseType.dueAt?.(state)]).toEqual([[], undefined]);
    expect(decided[1]?.data).toMatchObject({ deemed: true, migrated: true, sessionNo: 5, service: sampleService });
  });

  it('says of a selection that was one at once that it was not deemed', () => {
    const { decided } = migrate({ sessionNo: 40, decidedOn: '2023-01-12' });
    expect(decided[1]?.data).not.toHaveProperty('deemed');
  });
});
