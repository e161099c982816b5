import type { NoticeDraft, NoticeRules, Told } from '#common/aggregates/notices.js';
import type { FactOf } from '#common/aggregates/fact.js';
import { organisationOf, personOf } from '#common/kernel/addressee.js';
import type { Bilingual } from '#common/kernel/bilingual.js';
import { groundText } from '#common/kernel/cancellation-grounds.js';
import type { Moment } from '#common/kernel/clock.js';
import type { Day } from '#common/kernel/day.js';
import { dueDayOf } from '#common/kernel/deadline.js';
import { contactOf } from '#common/kernel/notice-contact.js';
import type { ApplicationEvent } from './domain/application.events.js';
import { openDeadline } from './domain/application.rules.js';
import type { ApplicationState } from './domain/application.state.js';
import { noticeTexts, type NoticeFacts, type NoticeReason } from './application.notice-texts.js';
import { standingTexts } from './standing.view.js';

interface Telling extends NoticeFacts {
  /** Which of several of one reason. */
  readonly once?: string;
}

const told = (
  reason: NoticeReason,
  { to, why, contact }: Pick<NoticeDraft, 'to' | 'why' | 'contact'>,
  { service: { name: service } }: ApplicationState,
  { once, ...facts }: Telling,
): NoticeDraft => ({
  reason,
  to,
  why,
  ...noticeTexts[reason]({ ...facts, service }),
  ...(once !== undefined && { once }),
  ...(facts.dueOn !== undefined && { dueOn: facts.dueOn }),
  contact,
});

const APPLIED = {
  ko: '이 서비스의 심사를 신청하셨으므로 보내 드립니다.',
  en: 'You applied for the selection of this service.',
};
const RESPONSIBLE = { ko: '이 신청의 담당자이므로 보내 드립니다.', en: 'You are responsible for this application.' };
const WAS_RESPONSIBLE = {
  ko: '이 신청의 담당자였으므로 보내 드립니다.',
  en: 'You were responsible for this application.',
};

/** A notice to the supplier of an application. */
function toSupplier(
  reason: NoticeReason,
  application: ApplicationState,
  { policy }: Moment,
  telling: Telling = {},
): readonly NoticeDraft[] {
  const to = organisationOf('SUPPLIER', application.supplier.businessNumber);
  const contact = contactOf(application.officer, policy['notices.desk']);
  return [told(reason, { to, why: APPLIED, contact }, application, telling)];
}

/** A notice to an officer; to the responsible one unless said otherwise. */
function toOfficer(
  reason: NoticeReason,
  application: ApplicationState,
  { policy }: Moment,
  {
    to = application.officer?.sub,
    why = RESPONSIBLE,
    ...telling
  }: Telling & { readonly to?: string; readonly why?: Bilingual },
): readonly NoticeDraft[] {
  if (to === undefined) return [];
  return [told(reason, { to: personOf(to), why, contact: policy['notices.desk'] }, application, telling)];
}

/** The day by whose end the check is due. */
function checkDueOn(application: ApplicationState): { readonly dueOn?: Day } {
  const check = openDeadline(application, 'CHECK');
  return check === undefined ? {} : { dueOn: dueDayOf(check) };
}

/** Why, where somebody typed it. */
const typed = ({ reason }: { readonly reason?: string }): { readonly reason?: string } =>
  reason === undefined ? {} : { reason };

type OfEvent<N extends ApplicationEvent['type']> = Told<ApplicationState, FactOf<ApplicationEvent, N>>;

/** The applicant whose consent was asked for has given it: the officer, who waits for it, is told as well. */
function checkExtended({ event, state, moment }: OfEvent<'CheckExtended'>): readonly NoticeDraft[] {
  const { dueOn, extension } = event.data;
  const once = String(extension);
  return [
    ...toSupplier('CHECK_EXTENDED', state, moment, { once, dueOn, ...typed(event) }),
    ...(event.reason === undefined ? toOfficer('CHECK_EXTENSION_CONSENTED', state, moment, { once, dueOn }) : []),
  ];
}

/** Why an officer was replaced is about people: no notice says it. */
function officerChanged({ event, before, state, moment }: OfEvent<'OfficerChanged'>): readonly NoticeDraft[] {
  const once = event.at.toISOString();
  const { officer } = event.details;
  const last = before?.officer?.sub;
  const left = last !== undefined && last !== officer.sub && last !== event.actor.sub;
  return [
    // An officer to whom it was handed takes it over by declaring: the supplier has heard of them.
    ...(last === officer.sub ? [] : toSupplier('OFFICER_CHANGED', state, moment, { once })),
    ...(event.data.by === 'HAND_OVER' && officer.sub !== event.actor.sub
      ? toOfficer('APPLICATION_HANDED_OVER', state, moment, { once })
      : []),
    ...(left ? toOfficer('APPLICATION_TAKEN_OVER', state, moment, { once, to: last, why: WAS_RESPONSIBLE }) : []),
  ];
}

function resultReceived({ event, state, moment }: OfEvent<'ResultReceived'>): readonly NoticeDraft[] {
  const { result, objectUntil } = event.data;
  if (result === null) return [];
  const { decision, sessionNo, requests, answerDueOn: dueOn } = result;
  const facts = { once: String(sessionNo), sessionNo };
  switch (decision) {
    case 'SELECTED':
      return toSupplier('SERVICE_SELECTED', state, moment, facts);
    case 'NOT_SELECTED':
      // A re-vote ended the selection, and its end is told.
      if (state.status === 'SELECTED') return [];
      return toSupplier('SERVICE_NOT_SELECTED', state, moment, {
        ...facts,
        ...(objectUntil !== undefined && { dueOn: objectUntil }),
      });
    case 'DEFERRED':
      return toSupplier('REVIEW_DEFERRED', state, moment, {
        ...facts,
        requests,
        ...(dueOn !== undefined && { dueOn }),
      });
  }
}

function objectionResolved({ event: { data }, state, moment }: OfEvent<'ObjectionResolved'>): readonly NoticeDraft[] {
  const { resolution, objectionId: once, sessionNo } = data;
  const reason = resolution === 'UPHELD' ? 'OBJECTION_UPHELD' : 'OBJECTION_DISMISSED';
  return toSupplier(reason, state, moment, { once, sessionNo });
}

/** A listing that expired is told by the catalog; a cancellation, when review has told its grounds. */
function selectionEnded({ event: { data }, state, moment }: OfEvent<'SelectionEnded'>): readonly NoticeDraft[] {
  if (data.why === 'REVOTE') return toSupplier('SELECTION_ENDED_BY_REVOTE', state, moment);
  const { why, causes, fraud } = data;
  if (why !== 'SELECTION_CANCELLED' || causes === undefined) return [];
  return toSupplier('SELECTION_CANCELLED', state, moment, {
    grounds: causes.map(groundText),
    contractsGoOn: fraud !== true,
  });
}

/** What the supplier and the officer are told of an application (S22 Art. 21, 23, 24, 25, 31; 행정기본법 Art. 36). */
export const applicationNotices: NoticeRules<ApplicationState, ApplicationEvent> = {
  CheckExtended: checkExtended,
  CheckExtensionAsked: ({ event, state, moment }) =>
    toSupplier('CHECK_EXTENSION_ASKED', state, moment, {
      once: event.at.toISOString(),
      ...checkDueOn(state),
      ...typed(event),
    }),
  CheckExtensionDeclined: ({ event, state, moment }) =>
    toOfficer('CHECK_EXTENSION_DECLINED', state, moment, { once: event.data.declinedAt, ...checkDueOn(state) }),
  ProgressNoticed: ({ event: { data }, state, moment }) =>
    toSupplier('PROGRESS', state, moment, {
      once: String(data.notice),
      standing: standingTexts(state, moment.at),
    }),
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
    toOfficer('SUPPLEMENT_ANSWERED', state, moment, { once: String(data.supplement) }),
  OfficerChanged: officerChanged,
  ApplicationReturned: ({ state, moment }) => toSupplier('APPLICATION_RETURNED', state, moment),
  ApplicationAccepted: ({ state, moment }) => toSupplier('APPLICATION_ACCEPTED', state, moment),
  ApplicationWithdrawn: ({ state, moment }) => [
    ...toSupplier('APPLICATION_WITHDRAWN', state, moment),
    ...toOfficer('APPLICATION_WITHDRAWN', state, moment, {}),
  ],
  WithdrawalRefused: ({ state, moment }) => toSupplier('WITHDRAWAL_REFUSED', state, moment),
  DraftAbandoned: ({ event: { data }, state, moment }) =>
    data.by === 'TIME' ? toSupplier('DRAFT_LAPSED', state, moment) : [],
  ResultReceived: resultReceived,
  ObjectionFiled: ({ event: { data }, state, moment }) => {
    const facts = { once: data.objectionId, dueOn: data.answerDueOn };
    return [
      ...toSupplier('OBJECTION_FILED', state, moment, facts),
      ...toOfficer('OBJECTION_FILED', state, moment, facts),
    ];
  },
  ObjectionExtended: ({ event, state, moment }) =>
    toSupplier('OBJECTION_EXTENDED', state, moment, {
      once: event.data.objectionId,
      dueOn: event.data.answerDueOn,
      ...typed(event),
    }),
  ObjectionResolved: objectionResolved,
  SelectionEnded: selectionEnded,
  RevoteAwaited: ({ event: { data }, state, moment }) =>
    toSupplier('REVOTE_CALLED', state, moment, { once: String(data.sessionNo), sessionNo: data.sessionNo }),
  RevoteEnded: ({ event: { data }, state, moment }) =>
    toSupplier('REVOTE_CONFIRMED', state, moment, { once: String(data.sessionNo), sessionNo: data.sessionNo }),
  HearingAnnounced: ({ event: { data }, state, moment }) =>
    toSupplier('HEARING_NOTICED', state, moment, {
      once: `${data.noticedOn} ${data.on} ${data.time}`,
      grounds: data.grounds.map(groundText),
      hearing: { on: data.on, time: data.time, place: data.place },
    }),
  SelectionUpheld: ({ event: { data }, state, moment }) =>
    toSupplier('SELECTION_KEPT', state, moment, { once: data.on }),
};
