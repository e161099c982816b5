import { proves } from '#testing/proves.js';
import { serviceTypeOf } from './service-type.js';

describe('R-35: the type of a service', () => {
  it.each([
    ['CLOUD_COMPUTING', 'SAAS', 'SAAS'],
    ['CLOUD_COMPUTING', 'IAAS', 'IAAS'],
    ['CLOUD_SUPPORT', 'MIGRATION', 'SUPPORT'],
    ['CONVERGENCE', 'SAAS', 'CONVERGENCE'],
  ])('of %s and %s is %s', proves({ 'R-35': serviceTypeOf }), (kind, subtype, type) =>
    expect(serviceTypeOf({ kind, subtype })).toBe(type),
  );
});
