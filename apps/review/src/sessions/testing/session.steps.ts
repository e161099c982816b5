import type { Moment } from '#common/kernel/clock.js';
import type { CmsSignature } from '#common/kernel/cms-signature.js';
import type { KeptPaper } from '#common/kernel/kept-paper.js';
import { specification, type Decide, type Specification } from '#testing/specification.js';
import { recordAttendance } from '../domain/attending.js';
import { noticeSession, planSession } from '../domain/convening.js';
import { declareConflict } from '../domain/recusing.js';
import type { SessionEvent } from '../domain/session.events.js';
import type { AgendaItem, RosterMember, SessionState, Vote } from '../domain/session.state.js';
import type { InOffice } from '../domain/session.rules.js';
import { addAgendaItem, type CaseForAgenda } from '../domain/setting-agenda.js';
import { deliberate, openSession, openVoting } from '../domain/sitting.js';
import { castVote, closeVoting } from '../domain/voting.js';
import { SealedBallots } from '../sealed-ballots.js';
import { sessionType } from '../session.type.js';

/** Seals with a key of the specs. */
export const testBox = new SealedBallots(Buffer.alloc(32, 7));

/** A paper of the specs: made on the day of the session. */
export const paper: KeptPaper = {
  template: '2026-1',
  madeAt: '2025-09-19T05:00:00.000Z',
  fileId: '018f6f2a-0000-7000-8000-000000000f01',
  sha256: 'c'.repeat(64),
  bytes: 20_000,
};

/** Over that paper, by a certificate of the ministry. */
export const testCms = (changed: Partial<CmsSignature> = {}): CmsSignature => ({
  p7s: 'MII=',
  sha256: paper.sha256,
  signedAt: '2025-09-19T05:00:00.000Z',
  certificate: {
    subject: 'CN=위원장, organizationIdentifier=GO:KR-1721000',
    issuer: 'CN=시험',
    serialNumber: '01',
    notBefore: '2025-01-01T00:00:00.000Z',
    notAfter: '2026-01-01T00:00:00.000Z',
    organisation: '1721000',
  },
  ...changed,
});

export const testSeal = { hash: 'a'.repeat(64), salt: 'salt', texts: [], textSalts: [] };

export type SessionSpec = Specification<SessionState, SessionEvent>;

export const roster: readonly RosterMember[] = Array.from({ length: 20 }, (_, n) => ({
  memberId: n === 0 ? 'chair' : `member-${n}`,
  role: n === 0 ? 'CHAIR' : 'MEMBER',
  official: n < 10,
  ...(n >= 10 && { termTo: '2027-08-03' }),
}));
/** They are in office on every day. */
export const inOffice: InOffice = () => roster;
export const members = roster.map((member) => member.memberId);
export const presidency = { chairId: 'chair', actingChairId: 'member-1' };
export const byChair = { by: 'chair', presidency };

export const caseNo = (n: number, change: Partial<CaseForAgenda> = {}): CaseForAgenda => ({
  caseId: `018f6f2a-0000-7000-8000-00000000010${n}`,
  applicationId: `018f6f2a-0000-7000-8000-00000000020${n}`,
  serviceName: `서비스 ${n}`,
  supplierName: `제공기업 ${n}`,
  supplier: `123456780${n}`,
  acceptedOn: '2025-08-12',
  deferrals: 0,
  ready: true,
  ...change,
});

/** A rule of the session with its input bound. */
export const bound =
  <I>(
    rule: (state: SessionState, input: I, moment: Moment) => readonly SessionEvent[],
    input: I,
  ): Decide<SessionState, SessionEvent> =>
  (state, moment) =>
    rule(state, input, moment);

export const nothing = specification(sessionType, '2025-09-01 10:00');

/** Session 62, planned on 1 September for the 19th. */
export const planned = nothing.given((_, moment) =>
  planSession(
    { sessionId: '018f6f2a-0000-7000-8000-000000000006', no: 62, lastNo: 61, plannedBy: 'command-1' },
    moment,
  ),
);

export const notice = { time: '14:00', place: '세종', inOffice };

/** Noticed for 19 September with items on its agenda. */
export const noticed = (...cases: readonly CaseForAgenda[]): SessionSpec =>
  planned
    .given(...cases.map((each) => bound(addAgendaItem, each)))
    .on('2025-09-11 10:00')
    .given(bound(noticeSession, notice));

/** The member declares on every item: a conflict on item 1 when among the `recused`, else none. */
export const declaring =
  (memberId: string, recused: readonly string[] = []): Decide<SessionState, SessionEvent> =>
  (state) => {
    const items = state.agenda.map(
      ({ item }) => ({ item, ground: item === 1 && recused.includes(memberId) ? 'B' : 'NONE' }) as const,
    );
    return declareConflict(state, { memberId, by: { sub: memberId }, items });
  };

/** As many members of the roster come on the day, and declare. */
export const attended = (spec: SessionSpec, present: number, recused: readonly string[] = []): SessionSpec =>
  spec.given(
    ...roster
      .slice(0, present)
      .flatMap(({ memberId }) => [declaring(memberId, recused), bound(recordAttendance, { memberId })]),
  );

/** Open on 19 September with as many members, of whom those named are recused on item 1. */
export const opened = (
  spec: SessionSpec,
  present: number,
  recused: readonly string[] = [],
  seats: InOffice = inOffice,
): SessionSpec =>
  attended(spec.on('2025-09-19 14:00'), present, recused).given(bound(openSession, { ...byChair, inOffice: seats }));

export const votingOn = (spec: SessionSpec, item: number): SessionSpec =>
  spec.given(bound(deliberate, { ...byChair, item }), bound(openVoting, { ...byChair, item }));

export type Seat = readonly [member: number, vote: Vote];

export const votesOf = (yes: number, no: number): readonly Seat[] =>
  Array.from({ length: yes + no }, (_, n) => [n, n < yes ? 'YES' : 'NO'] as const);

export const voted = (spec: SessionSpec, item: number, ...votes: readonly Seat[]): SessionSpec =>
  spec.given(
    ...votes.map(([n, vote]) => {
      const memberId = n === 0 ? 'chair' : `member-${n}`;
      return bound(castVote, {
        item,
        memberId,
        by: { sub: memberId },
        vote,
        box: testBox,
        ...(vote === 'NO' && { reason: '보안 미흡' }),
      });
    }),
  );

export const counted = (spec: SessionSpec, item: number): SessionSpec =>
  spec.given(bound(closeVoting, { ...byChair, item, box: testBox }));

export function itemIn({ state }: SessionSpec, no: number): AgendaItem {
  const found = state.agenda[no - 1];
  if (found === undefined) throw new Error(`No item ${no}`);
  return found;
}
