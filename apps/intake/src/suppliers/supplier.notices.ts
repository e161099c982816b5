import type { NoticeDraft, NoticeRules } from '#common/aggregates/notices.js';
import { organisationOf, personOf } from '#common/kernel/addressee.js';
import type { Moment } from '#common/kernel/clock.js';
import type { SupplierEvent } from './domain/supplier.events.js';
import type { SupplierState } from './domain/supplier.state.js';
import { supplierNoticeTexts, type SupplierNoticeFacts, type SupplierNoticeReason } from './supplier.notice-texts.js';

const OF_IT = { ko: '이 기업의 담당자이므로 보내 드립니다.', en: 'You act for this supplier.' };
const NAMED = {
  ko: '이 기업의 담당자 명단이 바뀌어 보내 드립니다.',
  en: 'The list of the people of this supplier changed.',
};

interface Telling extends SupplierNoticeFacts {
  /** Which of several of one reason. */
  readonly once?: string;
}

const told = (
  reason: SupplierNoticeReason,
  { to, why }: Pick<NoticeDraft, 'to' | 'why'>,
  { facts: { name } }: SupplierState,
  { policy }: Moment,
  { once, ...facts }: Telling,
): NoticeDraft => ({
  reason,
  to,
  why,
  ...supplierNoticeTexts[reason]({ ...facts, name }),
  ...(once !== undefined && { once }),
  contact: policy['notices.desk'],
});

/** To all people of the supplier. */
function toSupplier(
  reason: SupplierNoticeReason,
  supplier: SupplierState,
  moment: Moment,
  telling: Telling = {},
): readonly NoticeDraft[] {
  const to = organisationOf('SUPPLIER', supplier.facts.businessNumber);
  return [told(reason, { to, why: OF_IT }, supplier, moment, telling)];
}

/** To the person whom it is about. */
const toPerson = (
  reason: SupplierNoticeReason,
  sub: string,
  supplier: SupplierState,
  moment: Moment,
  telling: Telling,
): readonly NoticeDraft[] => [told(reason, { to: personOf(sub), why: NAMED }, supplier, moment, telling)];

/** Who changed their own entry knows it. */
const unlessOwn = (by: string, sub: string, drafts: readonly NoticeDraft[]): readonly NoticeDraft[] =>
  by === sub ? [] : drafts;

const changeOf = ({ changes }: SupplierState, changeNo: number): Telling => {
  const change = changes.find(({ no }) => no === changeNo);
  return { once: String(changeNo), ...(change !== undefined && { change: change.class }) };
};

/** What a supplier and its people are told (§2.4, R-23). Reasons are read with the supplier. */
export const supplierNotices: NoticeRules<SupplierState, SupplierEvent> = {
  SupplierVerified: ({ state, moment }) => toSupplier('SUPPLIER_VERIFIED', state, moment),
  SupplierChanged: ({ event: { details }, state, moment }) =>
    toSupplier('CHANGE_APPROVED', state, moment, changeOf(state, details.changeNo)),
  ProfileChangeRejected: ({ event: { data }, state, moment }) =>
    toSupplier('CHANGE_REJECTED', state, moment, changeOf(state, data.changeNo)),
  SupplierDebarred: ({ event: { data }, state, moment }) =>
    toSupplier('SUPPLIER_DEBARRED', state, moment, { once: String(data.debarmentNo), from: data.from, to: data.to }),
  SupplierReinstated: ({ event: { data }, state, moment }) =>
    toSupplier('SUPPLIER_REINSTATED', state, moment, { once: String(data.debarmentNo), from: data.from }),
  SupplierBarred: ({ event: { data }, state, moment }) =>
    toSupplier('SUPPLIER_BARRED', state, moment, { once: data.applicationId, to: data.until }),
  PersonListed: ({ event: { data, at, actor }, state, moment }) =>
    unlessOwn(
      actor.sub,
      data.sub,
      toPerson('FUNCTION_GIVEN', data.sub, state, moment, { once: at.toISOString(), function: data.function }),
    ),
  PersonRemoved: ({ event: { data, at, actor }, state, moment }) =>
    unlessOwn(actor.sub, data.sub, toPerson('FUNCTION_TAKEN', data.sub, state, moment, { once: at.toISOString() })),
  HandoverOffered: ({ event: { data, at }, state, moment }) =>
    toPerson('HANDOVER_OFFERED', data.to, state, moment, { once: at.toISOString() }),
  HandoverAccepted: ({ event: { data, at }, state, moment }) =>
    toPerson('HANDOVER_ACCEPTED', data.from, state, moment, { once: at.toISOString() }),
  ManagerAppointed: ({ event: { data, at }, state, moment }) => [
    ...toPerson('FUNCTION_GIVEN', data.sub, state, moment, { once: at.toISOString(), function: 'MANAGER' }),
    ...toSupplier('MANAGER_APPOINTED', state, moment, { once: at.toISOString() }),
  ],
};
