import type { NoticeContact, NoticeDraft, NoticeRules } from '#common/aggregates/notices.js';
import { organisationOf, personOf } from '#common/kernel/addressee.js';
import type { Moment } from '#common/kernel/clock.js';
import { addDays, type Day } from '#common/kernel/day.js';
import type { ApplicationEvent } from './domain/application.events.js';
import type { ApplicationState } from './domain/application.state.js';
import { noticeTexts, type NoticeFacts, type NoticeReason } from './application.notice-texts.js';

/** Name, unit and contact of the officer (S22 Art. 31); of the desk where no officer is responsible or known. */
function contactOf({ officer }: ApplicationState, { policy }: Moment): NoticeContact {
  const desk = policy['notices.desk'];
  if (officer === undefined) return desk;
  return { unit: officer.unit, phone: officer.phone ?? desk.phone, email: officer.email ?? desk.email };
}

interface Telling extends NoticeFacts {
  /** Which of several of one reason. */
  readonly once?: string;
}

/** A notice to the supplier of an application. */
function toSupplier(
  reason: NoticeReason,
  application: ApplicationState,
  moment: Moment,
  { once, ...facts }: Telling = {},
): readonly NoticeDraft[] {
  const { rule, ...texts } = noticeTexts[reason]({ ...facts, service: application.service.name });
  return [
    {
      reason,
      to: organisationOf('SUPPLIER', application.supplier.businessNumber),
      ...(once !== undefined && { once }),
      ...texts,
      why: {
        ko: '이 서비스의 심사를 신청하셨으므로 보내 드립니다.',
        en: 'You applied for the selection of this service.',
      },
      rule,
      ...(facts.dueOn !== undefined && { dueOn: facts.dueOn }),
      contact: contactOf(application, moment),
    },
  ];
}

/** A notice to the responsible officer. */
function toOfficer(
  reason: NoticeReason,
  application: ApplicationState,
  { policy }: Moment,
  once: string,
): readonly NoticeDraft[] {
  const { officer, service } = application;
  if (officer === undefined) return [];
  const { rule, ...texts } = noticeTexts[reason]({ service: service.name });
  const why = { ko: '이 신청의 담당자이므로 보내 드립니다.', en: 'You are responsible for this application.' };
  return [{ reason, to: personOf(officer.sub), once, ...texts, why, rule, contact: policy['notices.desk'] }];
}

/** The last day to object: counted from the notice, its day not included. */
const lastDayToObject = ({ today, policy }: Moment): Day => addDays(today, policy['review.objectionDays']);

/** What the supplier and the officer are told of an application (S22 Art. 23, 24, 25, 31). */
export const applicationNotices: NoticeRules<ApplicationState, ApplicationEvent> = {
  SupplementRequested: ({ event: { data, details }, state, moment }) =>
    toSupplier('SUPPLEMENT_REQUESTED', state, moment, {
      once: String(data.supplement),
      dueOn: data.dueOn,
      items: details.items.length,
    }),
  SupplementExtended: ({ event: { data }, state, moment }) =>
    toSupplier('SUPPLEMENT_EXTENDED', state, moment, { once: `${data.supplement}/${data.dueOn}`, dueOn: data.dueOn }),
  SupplementRedemanded: ({ event: { data }, state, moment }) =>
    toSupplier('SUPPLEMENT_REDEMANDED', state, moment, { once: String(data.supplement), dueOn: data.dueOn }),
  ApplicationSupplemented: ({ event: { data }, state, moment }) =>
    toOfficer('SUPPLEMENT_ANSWERED', state, moment, String(data.supplement)),
  ApplicationReturned: ({ state, moment }) => toSupplier('APPLICATION_RETURNED', state, moment),
  ApplicationAccepted: ({ state, moment }) => toSupplier('APPLICATION_ACCEPTED', state, moment),
  WithdrawalRefused: ({ state, moment }) => toSupplier('WITHDRAWAL_REFUSED', state, moment),
  ResultReceived: ({ event: { data }, state, moment }) => {
    const { result } = data;
    if (result === null) return [];
    const { decision, sessionNo } = result;
    const facts = { once: String(sessionNo), sessionNo };
    switch (decision) {
      case 'SELECTED':
        return toSupplier('SERVICE_SELECTED', state, moment, facts);
      case 'NOT_SELECTED':
        return toSupplier('SERVICE_NOT_SELECTED', state, moment, { ...facts, dueOn: lastDayToObject(moment) });
      case 'DEFERRED':
        return toSupplier('REVIEW_DEFERRED', state, moment, { ...facts, items: result.requests.length });
    }
  },
};
