import type { Duty, Work } from '#common/aggregates/work.js';
import { organisationOf, personOf, roleOf, type Addressee } from '#common/kernel/addressee.js';
import type { Deadline } from '#common/kernel/deadline.js';
import { isTied } from '#common/kernel/responsible-officer.js';
import { changeKey, DELISTING, isListed, RENEWAL, RESUMPTION, SUSPENSION_REVIEW } from './domain/listing.rules.js';
import type { ListingState } from './domain/listing.state.js';

const due = ({ deadlines }: ListingState, key: string): { readonly deadline?: Deadline } => {
  const deadline = deadlines.find((one) => one.key === key);
  return deadline === undefined ? {} : { deadline };
};

const officers = [roleOf('NIA_OPERATOR')];

type Part = Pick<Duty, 'deadline' | 'part'>;

const toPublish = (listing: ListingState): readonly Part[] =>
  listing.facts.status === 'IN_CHECK' ? [due(listing, 'PUBLICATION')] : [];

const toChange = (listing: ListingState): readonly Part[] =>
  isListed(listing)
    ? listing.changes
        .filter(({ status }) => status === 'REQUESTED')
        .map(({ no }) => ({ part: String(no), ...due(listing, changeKey(no)) }))
    : [];

/** A listing that expired under an earlier fold keeps its renewal until it is folded again. */
const toRenew = (listing: ListingState): readonly Part[] =>
  listing.renewal === undefined || !isListed(listing) ? [] : [due(listing, RENEWAL)];

const toResume = ({ deadlines }: ListingState): readonly Part[] =>
  deadlines.filter(({ key }) => key === RESUMPTION).map((deadline) => ({ deadline }));

const toDelist = (listing: ListingState): readonly Part[] =>
  listing.delistingRequest === undefined ? [] : [due(listing, DELISTING)];

/** Of the responsible officer, who has declared to have no tie. */
const theirs =
  (open: (listing: ListingState) => readonly Part[]) =>
  (listing: ListingState): readonly Duty[] => {
    const { officer } = listing;
    if (officer === undefined || !officer.hasDeclared || isTied(listing, officer.sub)) return [];
    return open(listing).map((part) => ({ for: [personOf(officer.sub)], ...part }));
  };

/** All that is open as one duty, while no officer can decide on it: the earliest deadline counts. */
function openFor(people: readonly Addressee[], listing: ListingState): readonly Duty[] {
  const open = [
    ...toPublish(listing),
    ...toChange(listing),
    ...toRenew(listing),
    ...toResume(listing),
    ...toDelist(listing),
  ];
  const first = open.flatMap(({ deadline }) => deadline ?? []).sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))[0];
  return open.length === 0 ? [] : [{ for: people, ...(first !== undefined && { deadline: first }) }];
}

/** Of any officer while the responsible one has a tie; of an officer it was handed to until they declare. */
function toTakeOver(listing: ListingState): readonly Duty[] {
  const { officer } = listing;
  if (officer === undefined) return [];
  if (isTied(listing, officer.sub)) return openFor(officers, listing);
  return officer.hasDeclared ? [] : openFor([personOf(officer.sub)], listing);
}

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
    START_LISTING_CHECK: {
      title: { ko: '등록 확인 시작', en: 'Start the check of the listing' },
      operation: 'startListingCheck',
      waits: (listing) => (listing.officer === undefined ? openFor(officers, listing) : []),
      tellsOverdue: true,
    },
    TAKE_OVER_LISTING: {
      title: { ko: '등록 담당 인수', en: 'Take the listing over' },
      operation: 'takeOverListing',
      waits: toTakeOver,
      tellsOverdue: true,
    },
    PUBLISH_LISTING: {
      title: { ko: '등록 확인과 공개', en: 'Check and publish the listing' },
      operation: 'publishListing',
      waits: theirs(toPublish),
      tellsOverdue: true,
    },
    REVIEW_SUSPENSION: {
      title: { ko: '사고에 따른 등록 정지 검토', en: 'Review the suspension after an incident' },
      operation: 'closeSuspensionReview',
      // As with a suspension, an incident does not wait for the responsible officer.
      waits: (listing) =>
        (listing.incidents ?? []).length === 0 ? [] : [{ for: officers, ...due(listing, SUSPENSION_REVIEW) }],
      tellsOverdue: true,
    },
    DECIDE_CHANGE: {
      title: { ko: '변경 신청 처리', en: 'Decide on the change' },
      operation: 'approveChange',
      waits: theirs(toChange),
      tellsOverdue: true,
    },
    DECIDE_RENEWAL: {
      title: { ko: '갱신 신청 처리', en: 'Decide on the renewal' },
      operation: 'renewListing',
      waits: theirs(toRenew),
      tellsOverdue: true,
    },
    RESUME_LISTING: {
      title: { ko: '등록 정지 해제 확인', en: 'End the suspension of the listing' },
      operation: 'resumeListing',
      waits: theirs(toResume),
      tellsOverdue: true,
    },
    DELIST: {
      title: { ko: '등록 종료 신청 처리', en: 'Announce the end of the listing' },
      operation: 'delistListing',
      waits: theirs(toDelist),
      tellsOverdue: true,
    },
  },
};
