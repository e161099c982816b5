import { Type, type Static } from 'typebox';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import { DeadlineView, deadlineView } from '#common/http/deadline.view.js';
import { paperFields, paperView, signatureFields, signatureView } from '#common/http/paper.view.js';
import { ballotOf, type BallotBox } from './domain/ballot-box.js';
import { countsOf } from './domain/minuting.js';
import { deferralTexts } from './domain/system-reasons.js';
import { isLinked, isRecused, lookback, presentAt, quorumOf } from './domain/session.rules.js';
import {
  BALLOT_SUBJECTS,
  DEFERRAL_CODES,
  ITEM_KINDS,
  ITEM_STATUSES,
  RECUSAL_GROUNDS,
  RECUSAL_TYPES,
  SESSION_PAPERS,
  SESSION_STATUSES,
  VOTES,
  type AgendaItem,
  type Deferral,
  type Minutes,
  type Recusal,
  type RecusalBallot,
  type SeenDebarment,
  type SessionState,
} from './domain/session.state.js';

const Day = Type.String({ format: 'date' });
const Instant = Type.String({ format: 'date-time' });

const TallyView = Type.Object({
  eligible: Type.Integer(),
  yes: Type.Integer(),
  no: Type.Integer(),
  abstain: Type.Integer(),
});

/** A member contests an exclusion; `upheld` once the others resolved that it stands. */
const ContestView = Type.Object({
  at: Instant,
  reason: Type.Optional(Type.String()),
  upheld: Type.Optional(Type.Boolean()),
});

/** A ballot on the recusal of a member; not for members who stand aside. */
const BallotView = Type.Object({
  n: Type.Integer(),
  memberId: Type.String(),
  subject: Type.Enum(BALLOT_SUBJECTS),
  openedAt: Instant,
  decidedAt: Type.Optional(Instant),
  recused: Type.Optional(Type.Boolean()),
  tally: Type.Optional(TallyView),
  reason: Type.Optional(Type.String()),
  votesCast: Type.Optional(Type.Integer({ description: 'While it is open: how many have voted' })),
  /** The reader's own, until the count. */
  vote: Type.Optional(Type.Enum(VOTES)),
});

const AgendaItemView = Type.Object({
  item: Type.Integer(),
  kind: Type.Enum(ITEM_KINDS),
  /** Absent for a member recused on it: the outcome is told by its tally. */
  status: Type.Optional(Type.Enum(ITEM_STATUSES)),
  caseId: Type.String(),
  applicationId: Type.String(),
  serviceName: Type.String(),
  supplierName: Type.String(),
  deferrals: Type.Optional(Type.Integer()),
  /** It decides nothing by itself. */
  debarment: Type.Optional(
    Type.Object(
      { from: Day, to: Day, ground: Type.String() },
      { description: 'The supplier is debarred (부정당업자 제재) on the session day' },
    ),
  ),
  decidedOn: Type.Optional(Day),
  tally: Type.Optional(TallyView),
  reasons: Type.Optional(Type.Array(Type.String())),
  record: Type.Optional(Type.String({ description: 'Minutes of the item' })),
  deferral: Type.Optional(
    Type.Object({
      reason: Type.Optional(Type.String({ description: 'In Korean' })),
      code: Type.Optional(Type.Enum(DEFERRAL_CODES, { description: 'Of a reason that the system gives' })),
      reasonEnglish: Type.Optional(Type.String({ description: 'Of the code' })),
      requests: Type.Array(Type.String()),
      answerDueOn: Type.Optional({ ...Day, description: 'Counts from the publication, which sets it (R-11)' }),
    }),
  ),
  revoteOf: Type.Optional(
    Type.Object(
      { sessionNo: Type.Integer(), outcome: Type.Enum(['SELECTED', 'NOT_SELECTED']) },
      { description: 'Of a re-vote: the decision it is about (R-45)' },
    ),
  ),
  barringLifted: Type.Optional(
    Type.Boolean({ description: 'Too few others are in office: who refused the service votes on the objection too' }),
  ),
  lacksExamination: Type.Optional(
    Type.Boolean({ description: 'Too few examinations: it leaves the agenda at the freeze unless they are complete' }),
  ),
  /** The reader's own. */
  own: Type.Optional(
    Type.Object({
      declared: Type.Boolean(),
      recused: Type.Boolean(),
      type: Type.Optional(Type.Enum(RECUSAL_TYPES)),
      ground: Type.Optional(Type.Enum(RECUSAL_GROUNDS)),
      note: Type.Optional(Type.String({ description: 'As declared, or the evidence of the exclusion' })),
      contest: Type.Optional(ContestView),
      vote: Type.Optional(Type.Enum(VOTES)),
      reason: Type.Optional(Type.String()),
    }),
  ),
  /** For the secretary and the chair. */
  cleared: Type.Optional(Type.Array(Type.String())),
  recusals: Type.Optional(
    Type.Array(
      Type.Object({
        memberId: Type.String(),
        type: Type.Enum(RECUSAL_TYPES),
        ground: Type.Enum(RECUSAL_GROUNDS),
        note: Type.Optional(Type.String()),
        contest: Type.Optional(ContestView),
        outAt: Type.Optional(Instant),
        inAt: Type.Optional(Instant),
      }),
    ),
  ),
  breaches: Type.Optional(
    Type.Array(
      Type.Object({
        memberId: Type.String(),
        ground: Type.Enum(RECUSAL_GROUNDS),
        foundOn: Day,
        couldChange: Type.Boolean({ description: 'Whether the result could be another without the member' }),
        evidence: Type.Optional(Type.String()),
      }),
      { description: 'Conflicts not declared, found after the decision' },
    ),
  ),
  ballots: Type.Optional(Type.Array(BallotView)),
  votesCast: Type.Optional(Type.Integer({ description: 'While the vote is open: how many have voted' })),
});
type AgendaItemView = Static<typeof AgendaItemView>;

const ConvocationView = Type.Object({
  n: Type.Integer(),
  on: Day,
  time: Type.String(),
  place: Type.String(),
  noticedOn: Day,
  dateReason: Type.Optional(Type.String()),
  urgentReason: Type.Optional(Type.String()),
  adjourned: Type.Optional(Type.Object({ at: Instant, members: Type.Integer(), present: Type.Integer() })),
});

const RosterView = Type.Object({
  memberId: Type.String(),
  role: Type.Enum(['CHAIR', 'MEMBER']),
  official: Type.Boolean(),
  present: Type.Boolean(),
  stays: Type.Array(
    Type.Object(
      { convocation: Type.Integer(), from: Instant, to: Type.Optional(Instant) },
      {
        description: 'When the member was in the room, in every convocation',
      },
    ),
  ),
});

/**
 * A session as its reader may see it: whole for the committee, without tallies for others, selected items for the
 * public.
 */
export const SessionView = Type.Object(
  {
    id: Type.String(),
    version: Type.Integer(),
    self: Type.String(),
    no: Type.Integer(),
    status: Type.Enum(SESSION_STATUSES),
    on: Day,
    dateReason: Type.Optional(Type.String()),
    urgentReason: Type.Optional(Type.String({ description: 'Planned as urgent' })),
    agenda: Type.Array(AgendaItemView),
    counts: Type.Optional(
      Type.Object({
        selected: Type.Integer(),
        notSelected: Type.Integer(),
        deferred: Type.Integer(),
        carried: Type.Integer(),
      }),
    ),
    convocations: Type.Optional(Type.Array(ConvocationView)),
    roster: Type.Optional(Type.Array(RosterView)),
    quorum: Type.Optional(Type.Object({ members: Type.Integer(), needed: Type.Integer(), present: Type.Integer() })),
    /** How far back grounds b and c of decree Art. 15-4 reach. */
    lookback: Type.Optional(Type.Object({ engagementFrom: Day, employmentFrom: Day })),
    openedAt: Type.Optional(Instant),
    earlyReason: Type.Optional(Type.String({ description: 'Why it opened before the hour of its notice' })),
    closedAt: Type.Optional(Instant),
    minutes: Type.Optional(
      Type.Object({
        summary: Type.Optional(Type.String({ description: 'Not for members recused on an item' })),
        draftedAt: Instant,
        confirmedAt: Type.Optional(Instant),
        hash: Type.Optional(Type.String()),
      }),
    ),
    papers: Type.Optional(
      Type.Array(Type.Object({ kind: Type.Enum(SESSION_PAPERS), ...paperFields, ...signatureFields }), {
        description: 'Without a certificate a paper is attested, or not confirmed yet',
      }),
    ),
    draftedAct: Type.Optional(
      Type.Object({ number: Type.String(), on: Day }, { description: 'The selection act as it was printed last' }),
    ),
    selectionAct: Type.Optional(Type.Object({ number: Type.String(), on: Day })),
    publishedAt: Type.Optional(Instant),
    deadlines: Type.Array(DeadlineView),
  },
  { $id: 'Session' },
);
export type SessionView = Static<typeof SessionView>;

/** Where the reader stands to the session (docs/interfaces.md, "Who sees what"). */
export interface SessionReader {
  readonly sub: string;
  readonly org?: string;
  readonly now: Date;
  /** Opens the reader's own vote. Only in a read of the present state: an old command's repeated answer shows none. */
  readonly box?: BallotBox;
  /** By business number: who is debarred on the session day. Only in a read of the present state. */
  readonly debarred?: ReadonlyMap<string, SeenDebarment>;
  /** SECRETARY, CHAIR, MEMBER, MINISTRY, AUDITOR: agenda, roster, minutes. */
  readonly inside: boolean;
  /** SECRETARY, CHAIR, MEMBER, AUDITOR: the tallies. */
  readonly seesTallies: boolean;
  /** SECRETARY, CHAIR, AUDITOR: who declared what. */
  readonly seesDeclarations: boolean;
}

export function sessionView({ id, version, state }: Snapshot<SessionState>, reader: SessionReader): SessionView {
  const { no, status, on, selectionAct, publishedAt } = state;
  return {
    id,
    version,
    self: `/v1/sessions/${no}`,
    no,
    status,
    on,
    agenda: reader.inside ? state.agenda.map((item) => itemView(state, item, reader)) : publicAgenda(state),
    ...(status === 'PUBLISHED' && { counts: countsOf(state) }),
    ...(reader.inside && insideOf(state, reader)),
    ...(selectionAct !== undefined && { selectionAct }),
    ...(publishedAt !== undefined && { publishedAt }),
    deadlines: reader.inside ? state.deadlines.map((deadline) => deadlineView(deadline, reader.now)) : [],
  };
}

function insideOf(state: SessionState, reader: SessionReader) {
  const { now } = reader;
  const { dateReason, urgentReason, earlyReason, openedAt, closedAt, minutes, attendance } = state;
  const present = presentAt(state, now);
  return {
    ...(dateReason !== undefined && { dateReason }),
    ...(urgentReason !== undefined && { urgentReason }),
    convocations: [...state.convocations],
    roster: state.roster.map(({ memberId, role, official }) => {
      const stays = attendance.filter((row) => row.memberId === memberId);
      return {
        memberId,
        role,
        official,
        present: present.some((member) => member.memberId === memberId),
        stays: stays.map(({ memberId: _, ...stay }) => stay),
      };
    }),
    quorum: { members: state.roster.length, needed: quorumOf(state.roster.length), present: present.length },
    lookback: lookback(state.on),
    ...(openedAt !== undefined && { openedAt }),
    ...(earlyReason !== undefined && { earlyReason }),
    ...(closedAt !== undefined && { closedAt }),
    ...(minutes !== undefined && { minutes: minutesFor(state, minutes, reader) }),
    ...(state.draftedAct !== undefined && { draftedAct: state.draftedAct }),
    papers: state.papers.map(({ kind, cms, ...paper }) => ({ kind, ...paperView(paper), ...signatureView(cms) })),
  };
}

/** The summary is of all items, tallies among them: a member recused on one of them reads the minutes of the others. */
function minutesFor(
  { agenda }: SessionState,
  { summary, texts: ___, draftedBy: _, confirmedBy: __, ...minutes }: Minutes,
  reader: SessionReader,
) {
  return { ...minutes, ...(!agenda.some((item) => standsAside(item, reader)) && { summary }) };
}

const nameOf = ({ item, kind, caseId, applicationId, serviceName, supplierName }: AgendaItem) => ({
  item,
  kind,
  caseId,
  applicationId,
  serviceName,
  supplierName,
});

/** Recused, or of the applicant's own organisation. */
const standsAside = (item: AgendaItem, { sub, org }: SessionReader): boolean =>
  isRecused(item, sub) || isLinked(item, org === undefined ? {} : { org });

/** A recused member learns of an item only that it is on the agenda, and what the public knows of it. */
function itemView(state: SessionState, item: AgendaItem, reader: SessionReader): AgendaItemView {
  const own = ownOf(state, item, reader);
  const isPublic = item.status === 'SELECTED' && state.status === 'PUBLISHED';
  if (standsAside(item, reader)) return { ...(isPublic ? publicItem(item) : nameOf(item)), ...(own && { own }) };
  const { status, deferrals, decidedOn, tally, reasons, record, deferral, cleared, recusals } = item;
  // What the chair was shown stays, whatever intake tells later.
  const debarment = item.debarment ?? reader.debarred?.get(item.supplier);
  return {
    ...nameOf(item),
    status,
    deferrals,
    ...(debarment !== undefined && { debarment }),
    ...(decidedOn !== undefined && { decidedOn }),
    ...(tally !== undefined && (reader.seesTallies || isPublic) && { tally }),
    reasons: [...reasons],
    ...(record !== undefined && { record }),
    ...(deferral !== undefined && { deferral: deferralView(deferral) }),
    ...(item.revoteOf !== undefined && { revoteOf: item.revoteOf }),
    ...(item.barringLifted && { barringLifted: true }),
    ...(item.lacksExamination && { lacksExamination: true }),
    ...(own && { own }),
    ballots: item.ballots.map((ballot) => ballotView(state, item, ballot, reader)),
    ...(reader.seesDeclarations && {
      cleared: [...cleared],
      recusals: recusals.map(recusalView),
      ...(item.breaches !== undefined && {
        breaches: item.breaches.map(({ evidence, ...breach }) => ({
          ...breach,
          ...(evidence !== null && { evidence }),
        })),
      }),
      ...(item.status === 'VOTING' && { votesCast: item.votes.length }),
    }),
  };
}

function ownOf(state: SessionState, item: AgendaItem, { sub, box }: SessionReader): AgendaItemView['own'] {
  if (!state.roster.some((member) => member.memberId === sub)) return undefined;
  const recusal = item.recusals.find(({ memberId }) => memberId === sub);
  const cast = item.votes.find((vote) => vote.memberId === sub);
  const place = { sessionId: state.sessionId, item: item.item };
  const ballot = box && cast && ballotOf(box, place, cast);
  return {
    declared: item.cleared.includes(sub) || recusal !== undefined,
    recused: recusal !== undefined,
    ...(recusal !== undefined && { type: recusal.type, ground: recusal.ground }),
    ...(recusal?.note != null && { note: recusal.note }),
    ...(recusal?.contest !== undefined && { contest: contestView(recusal.contest) }),
    ...ballot,
  };
}

function deferralView(deferral: Deferral) {
  const { code, requests, answerDueOn } = deferral;
  const { korean, english } = deferralTexts(deferral);
  return {
    ...(korean !== undefined && { reason: korean }),
    ...(code !== undefined && { code }),
    ...(english !== undefined && { reasonEnglish: english }),
    requests: [...requests],
    ...(answerDueOn !== undefined && { answerDueOn }),
  };
}

const recusalView = ({ note, contest, ...recusal }: Recusal) => ({
  ...recusal,
  ...(note != null && { note }),
  ...(contest !== undefined && { contest: contestView(contest) }),
});

const contestView = ({ reason, ...contest }: NonNullable<Recusal['contest']>) => ({
  ...contest,
  ...(reason !== null && { reason }),
});

/** Its tally is for those who see tallies, its reason for those who see declarations. */
function ballotView(state: SessionState, { item }: AgendaItem, ballot: RecusalBallot, reader: SessionReader) {
  const { n, memberId, subject, openedAt, votes, decided } = ballot;
  const cast = votes.find((vote) => vote.memberId === reader.sub);
  const own = reader.box && cast && ballotOf(reader.box, { sessionId: state.sessionId, item, ballot: n }, cast);
  return {
    n,
    memberId,
    subject,
    openedAt,
    ...(decided === undefined
      ? { ...(reader.seesDeclarations && { votesCast: votes.length }), ...(own && { vote: own.vote }) }
      : {
          decidedAt: decided.at,
          recused: decided.recused,
          ...(reader.seesTallies && { tally: decided.tally }),
          ...(reader.seesDeclarations && decided.reason !== null && { reason: decided.reason }),
        }),
  };
}

const publicAgenda = ({ agenda }: SessionState): AgendaItemView[] =>
  agenda.filter((item) => item.status === 'SELECTED').map(publicItem);

function publicItem(item: AgendaItem): AgendaItemView {
  const { status, decidedOn, tally } = item;
  return {
    ...nameOf(item),
    status,
    ...(decidedOn !== undefined && { decidedOn }),
    ...(tally !== undefined && { tally }),
  };
}
