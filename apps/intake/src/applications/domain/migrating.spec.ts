import { sampleCertificate, samplePrice, sampleService, sampleSupplier } from '#common/events/definitions/samples.js';
import { dutiesOf } from '#common/aggregates/work.js';
import { specification } from '#testing/specification.js';
import { applicationType } from '../application.type.js';
import { applicationWork } from '../application.work.js';
import { applicationDueAt } from './application.rules.js';
import { decided, reviewStarted } from './following-review.js';
import { migrateApplication } from './migrating.js';

describe('An application decided before this system', () => {
  const nothing = specification(applicationType, '2025-08-04');
  const earlier = {
    applicationId: 'app-1',
    caseId: 'case-1',
    supplier: sampleSupplier,
    appliedOn: '2021-02-15',
    decidedOn: '2021-03-19',
    sessionNo: 5,
    service: sampleService,
    prices: [samplePrice],
    certificates: [sampleCertificate],
  };
  const migrated = nothing
    .when((_, moment) => migrateApplication({ ...earlier, synthetic: true }, moment))
    .thenEvents('ApplicationDrafted', 'ApplicationDecided');

  it('is selected on its own day, with nothing to do and nothing that falls due', () => {
    expect(migrated.state).toMatchObject({
      status: 'SELECTED',
      submittedOn: '2021-02-15',
      caseId: 'case-1',
      decision: { decision: 'SELECTED', sessionNo: 5, decidedOn: '2021-03-19' },
      contact: null,
      synthetic: true,
    });
    expect([applicationDueAt(migrated.state), dutiesOf(applicationWork, migrated.state)]).toEqual([undefined, []]);
    const real = nothing.given((_, moment) => migrateApplication(earlier, moment));
    expect(real.state).not.toHaveProperty('synthetic');
  });

  it('claims its service: another application for it is refused while the selection stands', () => {
    expect(applicationType.claims?.(migrated.state).map(({ code }) => code)).toEqual(['APPLICATION_DUPLICATE']);
  });

  it('is not changed by what review tells of its case', () => {
    migrated.when((state) => reviewStarted(state, { caseId: 'case-1' })).thenEvents();
    const decision = { decision: 'SELECTED', sessionNo: 5, decidedOn: '2021-03-19' } as const;
    migrated.when((state, moment) => decided(state, decision, moment)).thenEvents();
  });
});
