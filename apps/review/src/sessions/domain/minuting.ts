import type { Moment } from '#common/kernel/clock.js';
import { dueInBusinessDays } from '#common/kernel/deadline.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import { ensureWorkOfOthers } from '#common/kernel/four-eyes.js';
import type { KeptPaper } from '#common/kernel/kept-paper.js';
import { ensurePresiding, type ChairAct } from './presiding.js';
import { draftedPaperOf, ensureMayAct, selectedBy } from './selecting.js';
import type { SessionEvent } from './session.events.js';
import { ensureStatus, isDecidedAnew, itemOf, paperOf, standsAside } from './session.rules.js';
import type { AgendaItem, SelectionAct, SessionState, TextDigest } from './session.state.js';
import { ensureElectronic, type Signed } from './signing.js';

export interface ItemMinutes {
  readonly item: number;
  /** For the applicant. */
  readonly reasons: readonly string[];
  /** What was said and decided. */
  readonly record?: string;
}

export interface MinutesDraft {
  readonly summary: string;
  readonly items: readonly ItemMinutes[];
}

/**
 * The secretary writes the minutes (회의록), of which the paper is made; the applicant of an item reads its reasons in
 * the result.
 */
export function draftMinutes(
  state: SessionState,
  { paper, ...draft }: MinutesDraft & { readonly paper: KeptPaper | undefined },
): readonly SessionEvent[] {
  ensureMayDraft(state, draft);
  if (paper === undefined)
    throw wrongState('MINUTES_NOT_DUE', 'The session changed while its minutes were printed: read it again.');
  return [{ type: 'MinutesDrafted', data: { ...draft, paper } }];
}

/** Refuses minutes that could not be drafted, before they are printed. */
export function ensureMayDraft(state: SessionState, draft: MinutesDraft): void {
  ensureStatus(state, 'MINUTES_NOT_DUE', 'CLOSED');
  for (const { item } of draft.items) itemOf(state, item);
  const unreasoned = state.agenda.filter(
    (item) =>
      (item.status === 'NOT_SELECTED' || item.status === 'DISMISSED') &&
      (draft.items.find((entry) => entry.item === item.item)?.reasons ?? []).length === 0,
  );
  ensure(unreasoned.length === 0, () =>
    invalid(
      'REASONS_MISSING',
      `Refused, so the minutes state why: items ${unreasoned.map((item) => item.item).join(', ')}.`,
    ),
  );
}

/** Texts of the minutes that can be erased later, by their place in the record. */
export function erasableTexts({ agenda }: SessionState): readonly { readonly place: string; readonly text: string }[] {
  const found = agenda.flatMap(({ item, recusals, ballots, deferral }) => [
    ...recusals.flatMap(({ memberId, note, contest }) => [
      [placeOf(item, 'note', memberId), note] as const,
      [placeOf(item, 'contest', memberId), contest?.reason] as const,
    ]),
    ...ballots.map(({ n, decided }) => [placeOf(item, 'ballot', n), decided?.reason] as const),
    [placeOf(item, 'deferral'), deferral?.reason] as const,
  ]);
  return found.flatMap(([place, text]) => (text == null ? [] : [{ place, text }]));
}

const placeOf = (item: number, ...names: readonly (string | number)[]): string => [item, ...names].join(' ');

/**
 * What the minutes record and the seal covers: attendance of every convocation, recusals, ballots on members, tallies
 * and reasons. Never a vote. A text that can be erased is in it by its salted digest, so that the seal holds without
 * it.
 */
export const minutesRecord = (state: SessionState, texts: readonly TextDigest[] = state.minutes?.texts ?? []) => ({
  sessionNo: state.no,
  convocations: state.convocations,
  openedAt: state.openedAt,
  earlyReason: state.earlyReason,
  closedAt: state.closedAt,
  roster: state.roster.map((member) => member.memberId),
  attendance: state.attendance,
  items: state.agenda.map((item) => itemRecord(item, texts)),
  summary: state.minutes?.summary,
  paper: paperOf(state, 'MINUTES')?.sha256,
});

function itemRecord(agendaItem: AgendaItem, texts: readonly TextDigest[]) {
  const { item, kind, barred, barringLifted, revoteOf, caseId, status, tally, decidedOn, reasons, record } = agendaItem;
  const digest = (...names: readonly (string | number)[]) =>
    texts.find(({ place }) => place === placeOf(item, ...names))?.digest;
  return {
    item,
    kind,
    barred,
    barringLifted,
    revoteOf,
    caseId,
    status,
    recusals: agendaItem.recusals.map(({ memberId, note: _, contest, ...recusal }) => ({
      memberId,
      ...recusal,
      note: digest('note', memberId),
      contest: contest && { ...contest, reason: digest('contest', memberId) },
    })),
    ballots: agendaItem.ballots.map(({ n, memberId, subject, openedAt, decided }) => ({
      n,
      memberId,
      subject,
      openedAt,
      decided: decided && { ...decided, reason: digest('ballot', n) },
    })),
    tally,
    decidedOn,
    deferral: deferralRecord(agendaItem, digest('deferral')),
    reasons,
    record,
  };
}

/** The seal is older than the publication, which sets the day of the answer. */
function deferralRecord({ deferral }: AgendaItem, reason: string | undefined) {
  if (deferral === undefined) return undefined;
  const { answerDueOn: _, ...recorded } = deferral;
  return { ...recorded, reason };
}

/** What seals the minutes: the hash over their record, and the digests of what can be erased. */
export interface Seal {
  readonly hash: string;
  /** Without it, a reader of the published hash could try who stood aside and on which ground. */
  readonly salt: string;
  readonly texts: readonly TextDigest[];
  readonly textSalts: readonly { readonly place: string; readonly salt: string }[];
}

/**
 * The chair confirms the minutes, which seals what they record. The salts stay at home: the hash is public. Who signs
 * them electronically has read them whole, which a chair who stands aside may not: then the acting chair signs.
 */
export function confirmMinutes(
  state: SessionState,
  { signed = {}, ...confirmation }: ChairAct & { readonly seal: Seal; readonly signed?: Signed },
  moment: Moment,
): readonly SessionEvent[] {
  ensureStatus(state, 'MINUTES_NOT_DUE', 'CLOSED');
  ensurePresiding(state, confirmation, moment.at, whoStandsAside(state, confirmation, signed));
  ensure(state.minutes !== undefined, () =>
    wrongState('MINUTES_NOT_DRAFTED', `The secretary has not drafted the minutes of session ${state.no} yet.`),
  );
  ensureWorkOfOthers(confirmation.by, [state.minutes.draftedBy], `The minutes of session ${state.no}`);
  ensureElectronic(state, 'MINUTES', signed, moment);
  const { hash, salt, texts, textSalts } = confirmation.seal;
  const days = moment.policy['review.publicationBusinessDays'];
  const publication = dueInBusinessDays(moment, { key: 'PUBLICATION', days, rule: 'A-21' });
  return [
    {
      type: 'MinutesConfirmed',
      data: {
        sessionId: state.sessionId,
        sessionNo: state.no,
        confirmedAt: moment.at.toISOString(),
        minutesHash: hash,
      },
      details: {
        deadlines: [publication],
        salt,
        texts,
        textSalts,
        ...(signed.cms !== undefined && { cms: signed.cms }),
      },
    },
  ];
}

/** Of the minutes as a whole, where they are signed. */
function whoStandsAside(state: SessionState, { by, org }: ChairAct, { cms, isUnchecked = false }: Signed) {
  if (cms === undefined && !isUnchecked) return () => false;
  return (sub: string) => standsAside(state, { sub, ...(sub === by && org !== undefined && { org }) });
}

/** What a session decided, in numbers: every service once, whatever votes confirmed it later. */
export function countsOf({ agenda }: Pick<SessionState, 'agenda'>) {
  const count = (outcome: Parameters<typeof isDecidedAnew>[1]) =>
    agenda.filter((item) => isDecidedAnew(item, outcome)).length;
  return {
    selected: count('SELECTED'),
    notSelected: count('NOT_SELECTED'),
    deferred: count('DEFERRED'),
    carried: count('CARRIED'),
  };
}

/** The selection act, and how it is signed. */
export interface Publication extends SelectionAct {
  readonly by: string;
  /** The paper of an act that was not drafted before; nobody has signed it. */
  readonly printed?: KeptPaper | undefined;
  readonly signed?: Signed;
}

/**
 * The ministry makes the selection and publishes the session (선정 공고); the cases follow. What a deferral asks for
 * reaches its applicant with the publication, so the days to answer count from it.
 */
export function publishSession(
  state: SessionState,
  { by, printed, signed = {}, ...selectionAct }: Publication,
  moment: Moment,
): readonly SessionEvent[] {
  ensureMayAct(state, { by, ...selectionAct }, moment);
  const drafted = draftedPaperOf(state, selectionAct);
  const isAttested = signed.cms === undefined && signed.isUnchecked !== true;
  ensure(isAttested || drafted !== undefined, () =>
    wrongState('SELECTION_ACT_NOT_DRAFTED', 'No act of this number and day was drafted: draft it, and sign its PDF.'),
  );
  ensureElectronic(state, 'SELECTION_ACT', signed, moment);
  const paper = drafted ?? printed;
  if (paper === undefined)
    throw wrongState('MINUTES_NOT_CONFIRMED', 'The session changed while the act was printed: read it again.');
  const isAsked = state.agenda.some(({ deferral }) => deferral !== undefined && deferral.requests.length > 0);
  const days = moment.policy['review.deferralAnswerBusinessDays'];
  return [
    {
      type: 'SessionPublished',
      data: {
        sessionId: state.sessionId,
        sessionNo: state.no,
        heldOn: state.on,
        selectionAct,
        selected: [...selectedBy(state)],
        counts: countsOf(state),
      },
      details: {
        ...(isAsked && { answerDueOn: moment.calendar.add(moment.today, days) }),
        paper,
        ...(signed.cms !== undefined && { cms: signed.cms }),
      },
    },
  ];
}
