import { ApplicationAccepted } from '#common/events/definitions/application-accepted.js';
import type { Person } from '#common/kernel/actor.js';
import { newId } from '#common/kernel/ids.js';
import { APPLICANT, EXAMINER_PARTS, PARTS } from '#testing/matrix/callers.js';
import { COMMON_CALLS, noDeadLetter } from '#testing/matrix/common-calls.js';
import {
  markerText,
  type Call,
  type Conditions,
  type Marker,
  type Matrix,
  type Thing,
} from '#testing/matrix/matrix.js';
import { examinerOf, memberOf, personas } from '#testing/personas.js';
import { eventually } from '#testing/stores.js';
import { KnownSession, SessionStory } from '../sessions/testing/session-story.js';
import { EXAMINERS, findings, granted, type KnownCase, type ReviewStory } from './review-story.js';

/** What the suite knows of a case, a session or the committee. */
interface Facts {
  /** The applicant's. */
  readonly org: string;
  /** Of a case: who was asked to declare, who examines, and who may read the papers. */
  readonly invited?: readonly string[];
  readonly assigned?: readonly string[];
  readonly access?: readonly string[];
  /** The cancellation of its selection was asked for. */
  readonly cancellation?: boolean;
  /** Of a session: whether it has convened the committee, whether the chair is away, and who is recused on the item. */
  readonly convened?: boolean;
  readonly chairAway?: boolean;
  readonly recused?: readonly string[];
  readonly published?: boolean;
  /** A case that is there. */
  readonly anyCase?: string;
  /** Of a text. */
  readonly author?: string;
}

const { secretary, chair, ministry } = personas;
const CHAIR = memberOf(PARTS.chair).sub;
const ACTING = memberOf(PARTS.acting).sub;
const LEFT = memberOf(PARTS.left).sub;
const RECUSED = memberOf(PARTS.recused).sub;
/** No caller of the suite. */
const EXCLUDED = 9;
const MEMBERS = Array.from({ length: 20 }, (_, n) => memberOf(n).sub);

const isMember = (sub: string): boolean => MEMBERS.includes(sub) && sub !== LEFT;
/** In the role of the token. */
const inOffice = ({ sub, roles }: Person): boolean =>
  (roles.includes('MEMBER') && isMember(sub)) || (roles.includes('CHAIR') && sub === CHAIR);
const presides = ({ chairAway }: Facts, person: Person): boolean =>
  inOffice(person) && (person.sub === CHAIR || (chairAway === true && person.sub === ACTING));
const linked = ({ org }: Facts, person: Person): boolean => person.org === org;
const stepsAside = ({ recused = [] }: Facts, sub: string): boolean => recused.includes(sub);

const conditions: Conditions<Facts> = {
  published: ({ facts }) => facts.published === true,
  'with access': ({ facts, person }) =>
    facts.access?.includes(person.sub) === true &&
    !linked(facts, person) &&
    (person.roles.includes('EXAMINER') || inOffice(person)),
  'cancellation asked for': ({ facts }) => facts.cancellation === true,
  invited: ({ facts, person }) => facts.invited?.includes(person.sub) === true,
  assigned: ({ facts, person }) => facts.assigned?.includes(person.sub) === true,
  'in their own name': ({ inOwnName }) => inOwnName,
  'in office': ({ person }) => inOffice(person),
  'in office or convened': ({ person }) => inOffice(person),
  convened: ({ facts, person }) => facts.convened === true && inOffice(person),
  'the chair': ({ person }) => person.sub === CHAIR,
  'the chair or acting chair': ({ person }) => person.sub === CHAIR || person.sub === ACTING,
  presiding: ({ facts, person }) => presides(facts, person),
  'presiding on the item': ({ facts, person }) =>
    !stepsAside(facts, person.sub) &&
    !linked(facts, person) &&
    presides({ ...facts, chairAway: facts.chairAway === true || stepsAside(facts, CHAIR) }, person),
  'not recused': ({ facts, person }) => !stepsAside(facts, person.sub) && !linked(facts, person),
  recused: ({ facts, person, inOwnName }) =>
    inOwnName && facts.convened === true && inOffice(person) && stepsAside(facts, person.sub),
  'not linked': ({ facts, person }) => !linked(facts, person),
  'the author': ({ facts, person }) => facts.author === person.sub,
};

const declared = (facts: Facts, person: Person | undefined): string =>
  person !== undefined && linked(facts, person) ? 'A' : 'NONE';
const calls: Readonly<Record<string, Call<Facts>>> = {
  ...COMMON_CALLS,
  listCases: { lists: (body) => (body as { items: { id: string }[] }).items.map(({ id }) => id) },
  listSessions: { lists: (body) => (body as { items: { no: number }[] }).items.map(({ no }) => String(no)) },
  inviteExaminers: { body: { examinerIds: [examinerOf(1).sub] } },
  assignExaminers: { body: { examinerIds: EXAMINERS.map(({ sub }) => sub) } },
  replaceExaminer: {
    body: { replacementId: examinerOf(4).sub, reason: '회신 없음' },
    at: { examinerId: examinerOf(1).sub },
  },
  declareExaminerConflict: {
    bodyOf: (facts, person) => ({ ground: declared(facts, person) }),
    names: ['examinerId', 'examiner-77'],
  },
  submitExamination: {
    body: { findings, recommendation: 'SELECT', comment: '적정' },
    names: ['examinerId', 'examiner-77'],
  },
  noticeHearing: {
    body: { grounds: ['SANCTION'], on: '2027-12-31', time: '14:00', place: '세종', reason: '사유' },
  },
  recordHearing: { body: { attended: true, record: '진술' } },
  cancelSelection: { body: { decision: 'KEPT', grounds: [], number: '제1호', reason: '사유' } },
  appointMember: {
    body: {
      memberId: 'member-77',
      name: '위원 77',
      role: 'MEMBER',
      official: true,
      qualification: 'SENIOR_OFFICIAL',
      termFrom: '2025-08-04',
    },
  },
  dismissMember: { body: { ground: 'OWN_WISH', reason: '사정' }, at: { id: memberOf(19).sub } },
  nameActingChair: { body: { memberId: memberOf(4).sub } },
  // The number is taken, so nothing is planned.
  planSession: { body: { no: 1 } },
  noticeSession: { body: { time: '14:00', place: '세종', dateReason: '일정' } },
  addAgendaItem: { bodyOf: ({ anyCase }) => ({ caseId: anyCase }) },
  takeOffAgenda: { body: { reason: '사정' } },
  recordAttendance: { body: {}, at: { memberId: memberOf(PARTS.absent).sub } },
  reportConflict: { body: { memberId: memberOf(9).sub, ground: 'B', evidence: '용역 계약서' } },
  draftMinutes: { body: { summary: '요약', items: [] } },
  declareConflict: {
    bodyOf: (facts, person) => ({ items: [{ item: 1, ground: declared(facts, person) }] }),
    names: ['memberId', memberOf(4).sub],
  },
  castVote: { body: { vote: 'YES' }, names: ['memberId', memberOf(4).sub] },
  cancelSession: { body: { reason: '사정' } },
  deferItem: { body: { reason: '사유', requests: ['자료'] } },
  excludeMember: { body: { ground: 'B', evidence: '용역 계약서' }, at: { memberId: memberOf(9).sub } },
  contestExclusion: { body: { reason: '사유' }, names: ['memberId', memberOf(4).sub] },
  openRecusalBallot: { at: { memberId: memberOf(9).sub } },
  castRecusalVote: { body: { vote: 'YES' }, at: { memberId: memberOf(9).sub }, names: ['voterId', memberOf(4).sub] },
  decideGroundE: { body: { reason: '사유' }, at: { memberId: memberOf(9).sub } },
  closeSession: { body: { carryReason: '시간' } },
  draftSelectionAct: { body: { number: '제1호', on: '2025-09-19' } },
  downloadSelectionAct: { letIn: [200, 409] },
  exportSelectionAct: { letIn: [200, 409] },
  publishSession: { body: { selectionAct: { number: '제1호', on: '2025-09-19' } } },
  downloadMinutes: { letIn: [200, 409] },
  exportMinutes: { letIn: [200, 409] },
  recount: { letIn: [200, 409] },
  recountRecusal: { at: { memberId: memberOf(9).sub }, letIn: [200, 409] },
};

const OPEN_ACTS = [
  'deliberate',
  'openVoting',
  'closeVoting',
  'deferItem',
  'excludeMember',
  'openRecusalBallot',
  'decideGroundE',
  'closeSession',
];
const OPENS = {
  case: 'getCase',
  session: 'getSession',
  committee: 'listMembers',
  'dead letter': 'getDeadLetter',
} as const;

/** Brings the committee, cases and sessions into the states that matter, each with texts of its own. */
export class World {
  readonly things: Thing<Facts>[] = [];
  readonly markers: Marker<Facts>[] = [];
  private readonly review: ReviewStory;
  private anyCase = '';

  private constructor(private readonly story: SessionStory) {
    this.review = story.review;
  }

  static async build(story: SessionStory): Promise<Matrix<Facts>> {
    const world = new World(story);
    await world.singleCases();
    await world.published();
    await world.voting();
    await world.toCome();
    const { things, markers } = world;
    return {
      under: story.review.under,
      conditions,
      things: await world.withVersions(things),
      calls,
      markers,
      opens: OPENS,
    };
  }

  private mark(field: string, place: string, facts: Facts): string {
    const text = markerText();
    this.markers.push({ field, text, facts, place });
    return text;
  }

  /** As the secretary reads it. */
  private withVersions(things: readonly Thing<Facts>[]): Promise<Thing<Facts>[]> {
    return Promise.all(
      things.map(async (thing) => {
        const { on, at, isAbsent = false } = thing;
        const path =
          on === 'committee' ? '/v1/members' : on === 'case' ? `/v1/cases/${at['id']}` : `/v1/sessions/${at['no']}`;
        if (isAbsent) return thing;
        const { etag = '' } = granted(await this.review.as(secretary).get(path));
        return { ...thing, version: Number(etag.replaceAll('"', '')) };
      }),
    );
  }

  private async caseOf(name: string, more: Omit<Facts, 'org'>): Promise<{ known: KnownCase; facts: Facts }> {
    const facts: Facts = { org: APPLICANT, ...more };
    const { service } = ApplicationAccepted.sample;
    const summary = this.mark('papers of a case', name, facts);
    const known = await this.review.openCase({ service: { ...service, summary } });
    this.things.push({ name, on: 'case', at: { id: known.caseId }, facts });
    return { known, facts };
  }

  private async conflicted(known: KnownCase, name: string, facts: Facts): Promise<void> {
    const examiner = examinerOf(EXAMINER_PARTS.conflicted);
    await this.review.invite(known, ...EXAMINERS, examiner);
    const note = this.mark("an examiner's declaration", name, { ...facts, author: examiner.sub });
    const declaring = `${known.path}/declarations/${examiner.sub}`;
    granted(await this.review.as(examiner).put(declaring, { ground: 'B', note }));
  }

  /** Its examiners are the three of the story, and one whose name is found in no other place. */
  private async examined(name: string, more: Omit<Facts, 'org'>): Promise<KnownCase> {
    const examiners = EXAMINERS.map(({ sub }) => sub);
    const { known, facts } = await this.caseOf(name, { invited: examiners, assigned: examiners, ...more });
    const fourth: Person = { kind: 'person', sub: this.mark('name of an examiner', name, facts), roles: ['EXAMINER'] };
    const all = [...EXAMINERS, fourth];
    await this.review.invite(known, ...all);
    for (const one of all)
      granted(await this.review.as(one).put(`${known.path}/declarations/${one.sub}`, { ground: 'NONE' }));
    const examinerIds = all.map(({ sub }) => sub);
    granted(await this.review.as(secretary).move(known.path, '/examiners', { examinerIds }));
    for (const one of all) {
      const author = { ...facts, author: one.sub };
      const comment = one === all[0] ? this.mark('text of an examination, all in', name, author) : '적정';
      granted(await this.review.submit(known, one, { comment }));
    }
    return known;
  }

  private async singleCases(): Promise<void> {
    this.anyCase = (await this.caseOf('open case', {})).known.caseId;
    const asked = [1, 2, 3, 4].map((n) => examinerOf(n).sub);
    const one = await this.caseOf('case with examiners asked', { invited: asked });
    await this.conflicted(one.known, 'case with examiners asked', one.facts);
    const assigned = EXAMINERS.map(({ sub }) => sub);
    const name = 'case in examination';
    const two = await this.caseOf(name, { invited: asked, assigned, access: assigned });
    await this.conflicted(two.known, name, two.facts);
    await this.review.assignExaminers(two.known);
    const author = { ...two.facts, author: examinerOf(EXAMINER_PARTS.done).sub };
    const comment = this.mark('text of an examination, not all in', name, author);
    granted(await this.review.submit(two.known, examinerOf(EXAMINER_PARTS.done), { comment }));
    await this.examined('examined case', { access: assigned });
    this.things.push({ name: 'no case', on: 'case', at: { id: newId() }, facts: { org: APPLICANT }, isAbsent: true });
    this.things.push(noDeadLetter<Facts>({ org: APPLICANT }));
  }

  /** A session in preparation with these cases on its agenda. */
  private async planned(cases: readonly KnownCase[]): Promise<KnownSession> {
    const { no, on } = await this.story.planned(0);
    const session = new KnownSession(this.review, no, on, cases);
    for (const { caseId } of cases) granted(await session.act(secretary, '/agenda', { caseId }));
    return session;
  }

  private async noticed(name: string, facts: Facts, cases: readonly KnownCase[]): Promise<KnownSession> {
    const session = await this.planned(cases);
    const dateReason = this.mark('plans of a session', name, facts);
    granted(await session.act(secretary, '/notice', { time: '14:00', place: '세종', dateReason }));
    return session;
  }

  /** The grounds of one member, by item. */
  private async declare(session: KnownSession, n: number, grounds: readonly string[], note?: string): Promise<void> {
    const items = grounds.map((ground, i) => ({ item: i + 1, ground, ...(ground !== 'NONE' && note && { note }) }));
    const { sub } = memberOf(n);
    granted(await this.review.as(memberOf(n)).put(`${session.path}/declarations/${sub}`, { items }));
  }

  private thing(name: string, session: KnownSession, facts: Facts, more: Partial<Thing<Facts>> = {}): void {
    const at = { no: String(session.no), item: '1' };
    this.things.push({ name, on: 'session', at, facts: { ...facts, anyCase: this.anyCase }, ...more });
  }

  private async published(): Promise<void> {
    const examiners = EXAMINERS.map(({ sub }) => sub);
    const decided = await this.examined('decided case', { access: [], invited: examiners, cancellation: true });
    const deferred = await this.examined('deferred case', { access: examiners, invited: examiners });
    const facts: Facts = { org: APPLICANT, convened: true, published: true, recused: [RECUSED] };
    const name = 'published session';
    const session = await this.noticed(name, facts, [decided, deferred]);
    for (let n = 0; n < 20; n++) await this.declare(session, n, n === PARTS.recused ? ['B', 'NONE'] : ['NONE', 'NONE']);
    await this.story.clock(`${session.on} 14:00`);
    (await session.attendAll()).forEach(granted);
    granted(await session.act(chair, '/opening'));
    await session.openVoting(1);
    await session.voteAll(1);
    const reason = this.mark('a vote and its reason, after the tally', name, facts);
    granted(await session.vote(PARTS.convened, 1, 'NO', reason));
    granted(await session.act(chair, '/agenda/1/tally'));
    granted(await session.act(chair, '/agenda/2/deliberation'));
    const deferral = this.mark('minutes of an item', name, { ...facts, recused: [] });
    granted(await session.act(chair, '/agenda/2/deferral', { reason: '자료 부족', requests: [deferral] }));
    granted(await session.act(chair, '/closing', {}));
    const minutes = {
      summary: this.mark('summary of the minutes', name, facts),
      items: [{ item: 1, reasons: ['사유'], record: this.mark('minutes of an item', name, facts) }],
    };
    granted(await session.act(secretary, '/minutes', minutes, 'put'));
    granted(await session.act(chair, '/minutes/confirmation'));
    granted(await session.act(ministry, '/publication', { selectionAct: { number: '제1호', on: session.on } }));
    this.thing(name, session, facts);
    await this.cancelling(decided);
  }

  /** The secretary asks for the cancellation of a selection. */
  private async cancelling({ path }: KnownCase): Promise<void> {
    const caller = this.review.as<{ status: string }>(secretary);
    await eventually(async () => expect((await caller.get(path)).view.status).toBe('DECIDED'));
    const reason = this.mark('reasons of a cancellation', 'decided case', { org: APPLICANT, cancellation: true });
    const body = { grounds: ['SANCTION'], on: '2027-12-31', time: '14:00', place: '세종', reason };
    granted(await caller.move(path, '/hearings', body));
  }

  /** Item 1 is being voted on. The chair is recused on item 2. */
  private async voting(): Promise<void> {
    const clear = (out: readonly number[]) =>
      MEMBERS.filter((sub, n) => !out.includes(n) && n !== PARTS.absent && sub !== LEFT);
    const examiners = EXAMINERS.map(({ sub }) => sub);
    const first = await this.examined('case on an agenda', { access: [...examiners, ...clear([PARTS.recused])] });
    const second = await this.examined('case of a conflicted chair', {
      access: [...examiners, ...clear([PARTS.chair])],
    });
    const facts: Facts = { org: APPLICANT, convened: true, recused: [RECUSED] };
    const name = 'session that votes';
    const session = await this.noticed(name, facts, [first, second]);
    const note = this.mark("a member's declaration", name, { ...facts, author: RECUSED });
    for (let n = 0; n < 20; n++) {
      if (n === PARTS.absent) continue;
      await this.declare(session, n, [n === PARTS.recused ? 'B' : 'NONE', n === PARTS.chair ? 'C' : 'NONE'], note);
    }
    await this.dismiss();
    // The session strikes the member off by itself, which changes its version.
    await eventually(async () =>
      expect((await session.view()).roster?.map(({ memberId }) => memberId)).not.toContain(LEFT),
    );
    await this.story.clock(`${session.on} 14:00`);
    for (let n = 0; n < 20; n++) if (n !== PARTS.absent && n !== PARTS.left) granted(await session.attend(n));
    granted(await session.act(chair, '/opening'));
    await session.openVoting(1);
    await this.exclude(session, name, facts);
    const author = { ...facts, author: memberOf(PARTS.convened).sub };
    const reason = this.mark('a vote and its reason, before the tally', name, author);
    granted(await session.vote(PARTS.convened, 1, 'NO', reason));
    const allows = [...OPEN_ACTS, 'castVote', 'castRecusalVote', 'contestExclusion', 'declareConflict'];
    this.thing(name, session, facts, { allows });
    const withoutChair: Facts = { ...facts, recused: [CHAIR] };
    this.thing('session that votes, item of a conflicted chair', session, withoutChair, {
      at: { no: String(session.no), item: '2' },
      allows: OPEN_ACTS,
    });
    await this.settled(first, second);
  }

  /** The secretary excludes a member from item 1, who contests it. */
  private async exclude(session: KnownSession, name: string, facts: Facts): Promise<void> {
    const excluded = memberOf(EXCLUDED);
    const own = { ...facts, author: excluded.sub };
    const recusal = `/agenda/1/recusals/${excluded.sub}`;
    const evidence = this.mark("a member's declaration", name, own);
    granted(await session.act(secretary, `${recusal}/exclusion`, { ground: 'B', evidence }));
    const reason = this.mark("a member's declaration", name, own);
    granted(await this.review.as(excluded).put(`${session.path}${recusal}/contest`, { reason }));
  }

  /** The ministry dismisses a member whom two sessions have convened. */
  private async dismiss(): Promise<void> {
    const facts: Facts = { org: APPLICANT };
    const reason = this.mark('reason of a dismissal', 'committee', facts);
    const { etag = '' } = granted(await this.review.as(ministry).get('/v1/members'));
    const body = { ground: 'NEGLECT', reason };
    granted(await this.review.as(ministry).post(`/v1/members/${LEFT}/dismissal`, body, { ifMatch: etag }));
    this.things.push({ name: 'committee', on: 'committee', at: {}, facts });
  }

  /** The cases have heard of the declarations. */
  private async settled(...cases: readonly KnownCase[]): Promise<void> {
    for (const { path } of cases) {
      await eventually(async () => {
        expect((await this.review.as(memberOf(19)).get(path)).status).toBe(200);
        expect((await this.review.as(memberOf(PARTS.convened)).get(path)).status).toBe(200);
      });
    }
  }

  private async toCome(): Promise<void> {
    const facts: Facts = { org: APPLICANT };
    const noticed: Facts = { ...facts, convened: true, recused: [RECUSED] };
    const known = await this.examined('case on the next agenda', { access: EXAMINERS.map(({ sub }) => sub) });
    const session = await this.noticed('noticed session', noticed, [known]);
    const note = this.mark("a member's declaration", 'noticed session', { ...noticed, author: RECUSED });
    await this.declare(session, PARTS.recused, ['B'], note);
    // The case follows the agenda and the declaration, each of which changes its version.
    await eventually(async () => {
      const history = await this.review.as<{ items: { type: string }[] }>(secretary).get(`${known.path}/history`);
      const types = history.view.items.map(({ type }) => type);
      expect(types).toEqual(expect.arrayContaining(['PutOnAgenda', 'MemberStoodAside']));
    });
    this.thing('noticed session', session, noticed, {
      allows: ['openSession', 'cancelSession', 'declareConflict', 'excludeMember', 'contestExclusion'],
    });
    this.thing('planned session', await this.planned([]), facts, { allows: ['cancelSession', 'noticeSession'] });
    const cancelled = await this.planned([]);
    const reason = this.mark('reasons of acts on a session', 'cancelled session', facts);
    granted(await cancelled.act(chair, '/cancellation', { reason }));
    this.thing('cancelled session', cancelled, facts);
    const absent = { ...facts, anyCase: this.anyCase };
    this.things.push({
      name: 'no session',
      on: 'session',
      at: { no: '999', item: '1' },
      facts: absent,
      isAbsent: true,
    });
  }
}
