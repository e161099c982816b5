import { any, permissionsOn, relation } from '#common/auth/permissions.js';
import type { InquiryState } from './domain/inquiry.state.js';

const own = relation<InquiryState>(
  'own organisation',
  (inquiry, caller) => inquiry.businessNumber === caller.org,
  ({ org }) => (org === undefined ? undefined : { 'state.businessNumber': org }),
);
const ofOthers = relation<InquiryState>(
  'of another organisation than their own',
  (inquiry, caller) => inquiry.businessNumber !== caller.org,
  ({ org }) => (org === undefined ? {} : { 'state.businessNumber': { not: org } }),
);
const published = relation<InquiryState>(
  'published',
  (inquiry) => inquiry.published !== undefined,
  () => ({ 'state.published.at': { exists: true } }),
);

const readers = { PUBLIC: published, SUPPLIER: own, NIA_OPERATOR: ofOthers, AUDITOR: any };

export const inquiryPermissions = permissionsOn<InquiryState>({
  resource: 'inquiry',
  seenThrough: 'getInquiry',
  operations: {
    askInquiry: { SUPPLIER: own },
    answerInquiry: { NIA_OPERATOR: ofOthers },
    listInquiries: readers,
    getInquiry: readers,
    // It names who asked.
    getInquiryHistory: { SUPPLIER: own, AUDITOR: any },
  },
});
