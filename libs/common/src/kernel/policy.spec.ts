import { PolicyTable } from './policy.js';

const policy = PolicyTable.defaults.on('2025-08-05');

describe('The policy as it is without a file', () => {
  it('A-03: takes the documents of the table of §2.5', () => {
    // Of a cloud, a support and a convergence service.
    const table = {
      BUSINESS_REGISTRATION: 'R R R',
      CREDIT_RATING: 'R R R',
      FINANCIAL_STATEMENTS: 'R R R',
      NO_SANCTION_CONFIRMATION: 'R R R',
      SECURITY_CERTIFICATE: 'R – R',
      SERVICE_DESCRIPTION: 'R R R',
      SLA: 'R R R',
      OPERATION_PLAN: 'R O R',
      SUPPORT_PLAN: 'R R R',
      PRICE_TABLE: 'R R R',
      FUSION_PROOF: '– – R',
      STAFF_AND_REFERENCES: '– R O',
    };
    const marks = Object.entries(policy['intake.documents']).map(([type, byKind]) => [
      type,
      ['CLOUD_COMPUTING', 'CLOUD_SUPPORT', 'CONVERGENCE'].map((kind) => byKind[kind] ?? '–').join(' '),
    ]);
    expect(Object.fromEntries(marks)).toEqual(table);
  });

  it('§11.1: masks the staff lists, and no other document', () => {
    expect(policy['intake.documentsMasked']).toEqual(['STAFF_AND_REFERENCES']);
  });

  it('A-01, R-26: asks for a security certificate of cloud and convergence', () => {
    expect(policy['services.certificateRequired']).toEqual(['CLOUD_COMPUTING', 'CONVERGENCE']);
  });

  it('A-10: has a scale of ratings with the best grade first, and a floor on it', () => {
    const scale = policy['review.ratingScale'];
    expect([scale[0], scale.at(-1), new Set(scale).size]).toEqual(['AAA', 'D', 22]);
    expect(scale.slice(0, scale.indexOf(policy['review.ratingFloor']) + 1)).toEqual(
      expect.arrayContaining(['AAA', 'AA', 'A', 'BBB', 'BB', 'B+']),
    );
    expect(scale.slice(scale.indexOf(policy['review.ratingFloor']) + 1)).toEqual(
      expect.arrayContaining(['B', 'B-', 'CCC', 'CC', 'C', 'D']),
    );
  });

  it('A-26, A-32: names hours as they are on a clock in Seoul', () => {
    expect([policy['review.agendaFreezeTime'], policy['notices.digestTime']]).toEqual(['18:00', '08:00']);
  });

  it('A-13: reminds half a year, three months and a month before a listing ends', () => {
    expect(policy['catalog.reminderDays']).toEqual([180, 90, 30]);
  });

  it('R-01: counts the rest of an inherited term as a term', () => {
    expect(policy['review.inheritedTermCounts']).toBe(true);
  });

  it('S22 Art. 31: has a desk to ask where no officer is responsible', () => {
    expect(policy['notices.desk'].unit).toContain('디지털서비스');
  });
});
