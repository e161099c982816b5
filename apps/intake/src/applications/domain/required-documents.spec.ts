import { PolicyTable } from '#common/kernel/policy.js';
import { proves } from '#testing/proves.js';
import { momentOf } from '#testing/specification.js';
import { form } from '../../testing/application-story.js';
import { documentTypes, whatFormLacks } from './application.rules.js';

const policy = PolicyTable.defaults.on('2025-08-05');

/** R required, O optional, – not taken: of a cloud, a support and a convergence service. */
const marksOf = (type: string): string =>
  ['CLOUD_COMPUTING', 'CLOUD_SUPPORT', 'CONVERGENCE']
    .map((kind) => {
      const { required, optional } = documentTypes(policy, kind);
      return required.includes(type) ? 'R' : optional.includes(type) ? 'O' : '–';
    })
    .join(' ');

describe('The documents of an application, by kind (A-03)', () => {
  it.each([
    ['CLOUD_COMPUTING', ['/certificates']],
    ['CLOUD_SUPPORT', []],
    ['CONVERGENCE', ['/certificates']],
  ] as const)(
    'have the form itself, filled in, for %s',
    proves({ '2.5/application-form': whatFormLacks }),
    (kind, more) => {
      const lackingIn = (filled: Parameters<typeof whatFormLacks>[0]) =>
        whatFormLacks(filled, momentOf('2025-08-05')).map(({ pointer, code }) => {
          expect(code).toBe('FIELD_MISSING');
          return pointer;
        });
      const service = ['subtype', 'categories', 'technologies', 'networks', 'deployment'];
      const rest = ['infrastructureProviders', 'summary', 'specification', 'sla'];
      expect(lackingIn({ service: { name: '서비스', kind }, prices: [], certificates: [] })).toEqual([
        ...[...service, ...rest].map((field) => `/service/${field}`),
        '/prices',
        ...more,
        '/creditRating',
      ]);
      expect(lackingIn({ ...form, service: { ...form.service, kind } })).toEqual([]);
    },
  );

  it('have the business registration for every kind', proves({ '2.5/business-registration': documentTypes }), () =>
    expect(marksOf('BUSINESS_REGISTRATION')).toBe('R R R'),
  );

  it('have the financial statements for every kind', proves({ '2.5/financial-statements': documentTypes }), () =>
    expect(marksOf('FINANCIAL_STATEMENTS')).toBe('R R R'),
  );

  it(
    'have the confirmation that there is no sanction for every kind',
    proves({ '2.5/no-sanction': documentTypes }),
    () => expect(marksOf('NO_SANCTION_CONFIRMATION')).toBe('R R R'),
  );

  it('have the confirmation of the rating for every kind', proves({ '2.5/credit-rating': documentTypes }), () =>
    expect(marksOf('CREDIT_RATING')).toBe('R R R'),
  );

  it('have the certificate for all but support', proves({ '2.5/security-certificate': documentTypes }), () =>
    expect(marksOf('SECURITY_CERTIFICATE')).toBe('R – R'),
  );

  it('have the description for every kind', proves({ '2.5/service-description': documentTypes }), () =>
    expect(marksOf('SERVICE_DESCRIPTION')).toBe('R R R'),
  );

  it('have the service level agreement for every kind', proves({ '2.5/sla': documentTypes }), () =>
    expect(marksOf('SLA')).toBe('R R R'),
  );

  it('have the plan of operation, which support may leave out', proves({ '2.5/operation-plan': documentTypes }), () =>
    expect(marksOf('OPERATION_PLAN')).toBe('R O R'),
  );

  it('have the plan of support for every kind', proves({ '2.5/support-plan': documentTypes }), () =>
    expect(marksOf('SUPPORT_PLAN')).toBe('R R R'),
  );

  it('have the price table for every kind', proves({ '2.5/price-table': documentTypes }), () =>
    expect(marksOf('PRICE_TABLE')).toBe('R R R'),
  );

  it('have the proof of the fused technology for convergence only', proves({ '2.5/fusion-proof': documentTypes }), () =>
    expect(marksOf('FUSION_PROOF')).toBe('– – R'),
  );

  it('have staff and references as each kind needs them', proves({ '2.5/staff-and-references': documentTypes }), () =>
    expect(marksOf('STAFF_AND_REFERENCES')).toBe('– R O'),
  );

  it('have nothing that the policy does not name', () => {
    expect(marksOf('CONSTRUCTOR')).toBe('– – –');
    expect(documentTypes(policy, 'constructor')).toEqual({ required: [], optional: [] });
  });
});
