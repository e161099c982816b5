import { dutiesOf } from '#common/aggregates/work.js';
import { specification } from '#testing/specification.js';
import { agreementType } from '../agreement.type.js';
import { agreementWork } from '../agreement.work.js';
import { migrateAgreement } from './migrating.js';

describe('A catalog agreement from the records of before', () => {
  const nothing = specification(agreementType, '2025-08-04');
  const earlier = {
    agreementId: 'agreement-1',
    listingId: 'listing-1',
    supplier: '6100000016',
    itemName: '문서 자동화 서비스',
    number: '00-21-90001-00',
    validFrom: '2021-04-12',
    validTo: '2025-08-04',
  };

  it('is in force to its last day, and leaves nothing to do', () => {
    const { state } = nothing
      .when((_, moment) => migrateAgreement({ ...earlier, productClassNo: '81112200' }, moment))
      .thenEvents('AgreementApplied', 'AgreementReviewStarted', 'AgreementConcluded');
    expect(state).toMatchObject({
      facts: { status: 'IN_FORCE', number: '00-21-90001-00', validTo: '2025-08-04' },
      dossier: { productClassNo: '81112200', detailedClassNo: '', deliveryRecord: null },
      record: { contractedOn: '2021-04-12' },
      deadlines: [],
    });
    expect(dutiesOf(agreementWork, state)).toEqual([]);
  });

  it('has ended when its period is over, and keeps no listing from another one', () => {
    const { state } = nothing
      .when((_, moment) => migrateAgreement({ ...earlier, validTo: '2025-08-03' }, moment))
      .thenEvents('AgreementApplied', 'AgreementReviewStarted', 'AgreementConcluded', 'AgreementEnded');
    expect(agreementType.dueAt?.(state)).toBeUndefined();
    expect(agreementType.claims?.(state).map(({ key }) => key)).toEqual(['agreement-no:00-21-90001-00']);
  });
});
