import type { NoticeDraft, NoticeRules } from '#common/aggregates/notices.js';
import type { NisVerification } from '#common/events/definitions/shapes.js';
import { contactOf } from '#common/kernel/notice-contact.js';
import { organisationOf, type Addressee } from '#common/kernel/addressee.js';
import type { Bilingual } from '#common/kernel/bilingual.js';
import type { Moment } from '#common/kernel/clock.js';
import type { Day } from '#common/kernel/day.js';
import { withParticle } from '#common/kernel/particles.js';
import type { ChangeReference, ListingEvent } from './domain/listing.events.js';
import type { ListingState } from './domain/listing.state.js';

interface Texts {
  readonly reason: string;
  readonly title: Bilingual;
  readonly text: Bilingual;
  readonly rule: string;
}

const delisting = (service: string, lastDay: Day): Texts => ({
  reason: 'LISTING_DELISTING',
  title: { ko: `${service}: 등록 종료 예고`, en: `${service}: leaves the catalog` },
  text: {
    ko: `${withParticle(service, '은/는')} ${lastDay}까지만 이용지원시스템에 등록됩니다. 진행 중인 계약은 그대로 이어지지만, 그 뒤에는 새로 계약할 수 없습니다.`,
    en: `${service} is listed until ${lastDay}. Running contracts go on; nothing new can be contracted after that.`,
  },
  rule: 'S1 Art. 19(2)',
});

const delisted = (service: string): Texts => ({
  reason: 'LISTING_DELISTED',
  title: { ko: `${service}: 등록 종료`, en: `${service}: left the catalog` },
  text: {
    ko: `${service}의 등록이 끝났습니다. 같은 서비스를 다시 등록하려면 심사를 새로 신청해야 합니다.`,
    en: `The listing of ${service} has ended. A new application is needed to list it again.`,
  },
  rule: '§11.3',
});

/** Never the ground: it stays in review. */
const cancelled = (service: string, on: Day): Texts => ({
  reason: 'LISTING_CANCELLED',
  title: { ko: `${service}: 등록 취소`, en: `${service}: listing cancelled` },
  text: {
    ko: `${service}의 선정이 ${on} 취소되어 등록이 끝났습니다. 진행 중인 계약은 그대로 이어지지만, 새로 계약할 수 없습니다.`,
    en: `The selection of ${service} was cancelled on ${on}, so its listing has ended. Running contracts go on; nothing new can be contracted.`,
  },
  rule: 'A-14',
});

/** The supplier is told at once, with the cause and not with the reason (§11.3). */
const suspended = (service: string): Texts => ({
  reason: 'LISTING_SUSPENDED',
  title: { ko: `${service}: 등록 정지`, en: `${service}: listing suspended` },
  text: {
    ko: `${service}의 등록이 정지되었습니다. 사유는 등록 화면에서 볼 수 있습니다. 정지된 동안에는 새로 계약할 수 없습니다.`,
    en: `The listing of ${service} is suspended. The reason is shown with the listing. Until it is resumed nothing new can be contracted.`,
  },
  rule: 'A-15',
});

/** The reason is shown with the listing, to its supplier alone. */
const renewalRefused = (service: string, until: Day | undefined): Texts => ({
  reason: 'LISTING_RENEWAL_REFUSED',
  title: { ko: `${service}: 갱신 거절`, en: `${service}: renewal refused` },
  text: {
    ko: `${service}의 등록 갱신이 거절되었습니다. 등록은 유효기간(${until ?? '-'})이 끝나면 종료됩니다. 사유는 등록 화면에서 볼 수 있습니다.`,
    en: `The renewal of ${service} is refused. Its listing ends with its validity (${until ?? '-'}). The reason is shown with the listing.`,
  },
  rule: 'A-13',
});

/** The reason is shown with the listing, to its supplier alone. */
const changeDecided = (service: string, no: number, isApplied: boolean): Texts => ({
  reason: isApplied ? 'LISTING_CHANGE_APPLIED' : 'LISTING_CHANGE_REJECTED',
  title: isApplied
    ? { ko: `${service}: 변경 승인`, en: `${service}: change approved` }
    : { ko: `${service}: 변경 거절`, en: `${service}: change rejected` },
  text: isApplied
    ? { ko: `변경 신청 ${no}번이 승인되어 등록 내용에 반영되었습니다.`, en: `Change ${no} is approved and listed.` }
    : {
        ko: `변경 신청 ${no}번이 거절되었습니다. 사유는 등록 화면에서 볼 수 있습니다.`,
        en: `Change ${no} is rejected. The reason is shown with the listing.`,
      },
  rule: 'A-12',
});

const succeeded = (service: string, listingNo: string): Texts => ({
  reason: 'LISTING_SUCCEEDED',
  title: { ko: `${service}: 대체 서비스 안내`, en: `${service}: replaced by another listing` },
  text: {
    ko: `${withParticle(service, '은/는')} 등록번호 ${listingNo}의 서비스로 대체됩니다. 진행 중인 계약은 그대로 이어지며, 다음 계약은 대체 서비스로 할 수 있습니다.`,
    en: `${service} is replaced by listing ${listingNo}. Running contracts go on; the next one can be on that listing.`,
  },
  rule: '§11.3',
});

/** What the paper of the intelligence service says besides is not in the system. */
const verified = (service: string, { network, referenceNo }: NisVerification): Texts => ({
  reason: 'LISTING_VERIFIED',
  title: { ko: `${service}: 보안성 검토 결과 등록`, en: `${service}: security review recorded` },
  text: {
    ko: `${service}의 보안성 검토 결과(${referenceNo}, ${NETWORK_NAMES[network]})가 등록되었습니다. 등록 화면에서 볼 수 있습니다.`,
    en: `Result ${referenceNo} of the security review of ${service}, network ${network}, is shown with the listing.`,
  },
  rule: '§4.4',
});

const NETWORK_NAMES = { INTERNAL: '내부망', EXTERNAL: '외부망' } as const;

/** What applied at once its supplier did itself. */
const ofChange = (
  telling: Telling,
  { no, class: kind }: ChangeReference,
  isApplied: boolean,
): readonly NoticeDraft[] =>
  kind === 'MINOR'
    ? []
    : [toSupplier({ ...telling, once: String(no) }, changeDecided(telling.state.facts.service.name, no, isApplied))];

interface Telling {
  readonly state: ListingState;
  readonly moment: Moment;
  /** Which of several of one reason. */
  readonly once?: string;
}

const told = (to: Addressee, why: Bilingual, { state, moment, once }: Telling, texts: Texts): NoticeDraft => ({
  to,
  why,
  ...texts,
  ...(once !== undefined && { once }),
  contact: contactOf(state.officer, moment.policy['notices.desk']),
});

const toSupplier = (telling: Telling, texts: Texts): NoticeDraft =>
  told(
    organisationOf('SUPPLIER', telling.state.facts.supplier.businessNumber),
    { ko: '이 서비스를 등록하신 기업이므로 보내 드립니다.', en: 'You listed this service.' },
    telling,
    texts,
  );

const toUsers = (telling: Telling, users: readonly string[], texts: Texts): readonly NoticeDraft[] =>
  users.map((code) =>
    told(
      organisationOf('INSTITUTION', code),
      { ko: '이 서비스를 계약하여 이용하는 기관이므로 보내 드립니다.', en: 'You have a contract on this service.' },
      telling,
      texts,
    ),
  );

/** What suppliers and users are told of a listing (§11.3, decree Art. 19(2)). */
export const listingNotices: NoticeRules<ListingState, ListingEvent> = {
  ListingSuspended: ({ event: { data }, ...telling }) => [
    toSupplier({ ...telling, once: data.since }, suspended(data.service.name)),
  ],
  ListingPriceChanged: ({ event: { details }, ...telling }) => ofChange(telling, details, true),
  ListingChanged: ({ event: { details, at }, ...telling }) => {
    if ('change' in details) return ofChange(telling, details.change, true);
    if ('successor' in details) {
      const once = { ...telling, once: details.successor.listingId };
      const named = succeeded(telling.state.facts.service.name, details.successor.listingNo);
      return [toSupplier(once, named), ...toUsers(once, details.users, named)];
    }
    if (!('nisVerification' in details)) return [];
    const texts = verified(telling.state.facts.service.name, details.nisVerification);
    return [toSupplier({ ...telling, once: at.toISOString() }, texts)];
  },
  ListingChangeRejected: ({ event: { data }, ...telling }) => ofChange(telling, data, false),
  ListingRenewalRefused: ({ state, event, ...telling }) => [
    toSupplier(
      { state, ...telling, once: event.at.toISOString() },
      renewalRefused(state.facts.service.name, state.facts.validTo),
    ),
  ],
  ListingDelistingAnnounced: ({ event: { data, details }, ...telling }) => {
    const texts = delisting(telling.state.facts.service.name, data.lastDay);
    const once = { ...telling, once: data.lastDay };
    return [toSupplier(once, texts), ...toUsers(once, details.users, texts)];
  },
  ListingDelisted: ({ event: { data }, ...telling }) => [toSupplier(telling, delisted(data.service.name))],
  ListingCancelled: ({ event: { data, details }, ...telling }) => {
    const texts = cancelled(data.service.name, data.cancelledOn);
    return [toSupplier(telling, texts), ...toUsers(telling, details.users, texts)];
  },
};
