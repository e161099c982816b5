import type { Duty, Work } from '#common/aggregates/work.js';
import { organisationOf, roleOf } from '#common/kernel/addressee.js';
import type { Deadline } from '#common/kernel/deadline.js';
import { changeKey } from './domain/listing.rules.js';
import type { ListingState } from './domain/listing.state.js';

const due = ({ deadlines }: ListingState, key: string): { readonly deadline?: Deadline } => {
  const deadline = deadlines.find((one) => one.key === key);
  return deadline === undefined ? {} : { deadline };
};

const officers = [roleOf('NIA_OPERATOR')];

const toDecide = (listing: ListingState): readonly Duty[] =>
  listing.changes
    .filter(({ status }) => status === 'REQUESTED')
    .map(({ no }) => ({ for: officers, part: String(no), ...due(listing, changeKey(no)) }));

/** What waits for the supplier and for NIA (§11.3). */
export const listingWork: Work<ListingState> = {
  seenThrough: 'getListing',
  about: ({ facts }) => facts.service.name,
  tasks: {
    COMPLETE_LISTING: {
      title: { ko: '등록 정보 작성', en: 'Complete the listing' },
      operation: 'submitListing',
      waits: (listing) =>
        listing.facts.status === 'PREPARING'
          ? [
              {
                for: [organisationOf('SUPPLIER', listing.facts.supplier.businessNumber)],
                ...due(listing, 'COMPLETION'),
              },
            ]
          : [],
      tellsOverdue: true,
    },
    PUBLISH_LISTING: {
      title: { ko: '등록 확인과 공개', en: 'Check and publish the listing' },
      operation: 'publishListing',
      waits: (listing) =>
        listing.facts.status === 'IN_CHECK' ? [{ for: officers, ...due(listing, 'PUBLICATION') }] : [],
      tellsOverdue: true,
    },
    DECIDE_CHANGE: {
      title: { ko: '변경 신청 처리', en: 'Decide on the change' },
      operation: 'approveChange',
      waits: toDecide,
      tellsOverdue: true,
    },
    DECIDE_RENEWAL: {
      title: { ko: '갱신 신청 처리', en: 'Decide on the renewal' },
      operation: 'renewListing',
      waits: (listing) => (listing.renewal === undefined ? [] : [{ for: officers, ...due(listing, 'RENEWAL') }]),
      tellsOverdue: true,
    },
  },
};
