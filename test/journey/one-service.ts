import { until, type Persona, type View } from '../../tools/story/api.js';
import { CHECK, contactOf, DOCUMENTS, formOf, memberOf, PAPER } from '../../tools/story/applying.js';
import {
  APPLICANTS,
  EXAMINERS,
  MEMBERS,
  ministry,
  officer,
  secretary,
  type Applicant,
} from '../../tools/story/cast.js';
import { EXAMINATION } from '../../tools/story/reviewing.js';
import type { Stage } from '../../tools/story/stage.js';

/** The session of the story, and its day. */
export const SESSION = 62;
export const SESSION_DAY = '2025-09-19';
const PLACE = { time: '14:00', place: '정부세종청사 4동 회의실' };
const chair = MEMBERS[0] as Persona;

/** What happens to one service of one supplier, over HTTP: each act of the story for it alone. */
export class OneService {
  readonly applicant = APPLICANTS[0] as Applicant;

  constructor(readonly stage: Stage) {}

  get supplier() {
    return this.stage.as(this.applicant.persona);
  }

  get secretary() {
    return this.stage.as(secretary);
  }

  get application(): string {
    return `/v1/applications/${this.stage.id('application')}`;
  }

  get case(): string {
    return `/v1/cases/${this.stage.id('case')}`;
  }

  /** Submitted, checked and accepted on one day, with a committee of twenty in office. */
  async accepted(): Promise<void> {
    await this.submitted();
    const nia = this.stage.as(officer);
    await nia.move('intake', this.application, '/check', CHECK);
    await this.foundInOrder();
    await nia.move('intake', this.application, '/acceptance');
    await this.becomes('UNDER_REVIEW');
  }

  /** Of a supplier that NIA has verified. @param change to the form */
  async submitted(change: object = {}): Promise<void> {
    const { businessNumber, name, size } = this.applicant;
    const contact = contactOf(name);
    const registration = { businessNumber, name, size, representative: '대표자', address: '서울특별시', contact };
    await this.supplier.post('intake', '/v1/suppliers', registration);
    await this.stage.as(officer).move('intake', `/v1/suppliers/${businessNumber}`, '/verification');
    for (const member of MEMBERS) {
      const { sub, name: called, official, roles } = member;
      await this.stage
        .as(ministry)
        .post('review', '/v1/members', memberOf(sub, called, official, roles.includes('CHAIR')));
    }
    const form = { ...formOf(this.applicant), ...change };
    this.stage.keep('application', await this.supplier.post('intake', '/v1/applications', form));
    await this.submittedDraft();
  }

  /** The draft gets its documents. @throws Refused as `submitApplication` */
  async submittedDraft(): Promise<void> {
    await this.documented();
    await this.supplier.move('intake', this.application, '/submission', { attested: true });
  }

  async documented(application = this.application): Promise<void> {
    for (const type of DOCUMENTS) await this.attached(type, application);
  }

  attached(type: string, application = this.application): Promise<View> {
    const headers = { 'content-type': 'application/pdf' };
    return this.supplier.put('intake', `${application}/documents/${type}`, PAPER, headers);
  }

  async foundInOrder(by = officer): Promise<void> {
    for (const type of DOCUMENTS)
      await this.stage.as(by).move('intake', this.application, `/documents/${type}/check`, { result: 'OK' });
  }

  /** Three examiners find every criterion met. */
  async examined(): Promise<void> {
    await this.assigned(EXAMINERS);
    for (const examiner of EXAMINERS) await this.examinedBy(examiner);
  }

  /** Those who are asked declare no conflict, and the first three examine. */
  async assigned(asked: readonly Persona[]): Promise<void> {
    const found = await until('the case', async () => {
      const page = await this.secretary.get('review', `/v1/cases?applicationId=${this.stage.id('application')}`);
      return (page['items'] as View[])[0];
    });
    this.stage.keep('case', found);
    await this.secretary.move('review', this.case, '/invitations', { examinerIds: asked.map(({ sub }) => sub) });
    for (const one of asked)
      await this.stage.as(one).put('review', `${this.case}/declarations/${one.sub}`, { ground: 'NONE' });
    await this.secretary.move('review', this.case, '/examiners', { examinerIds: EXAMINERS.map(({ sub }) => sub) });
  }

  /** @throws Refused as `submitExamination` */
  examinedBy(examiner: Persona): Promise<View> {
    return this.stage.as(examiner).put('review', `${this.case}/examinations/${examiner.sub}`, EXAMINATION);
  }

  /** Accepted, examined, and on the agenda on the day of the session. */
  async beforeTheCommittee(): Promise<void> {
    await this.accepted();
    await this.examined();
    await this.onAgendaOfItsDay();
  }

  /** From the examination to the hour of the session. */
  async onAgendaOfItsDay(): Promise<void> {
    await this.stage.moveTo('2025-09-08T09:00:00+09:00');
    await this.convened(SESSION, SESSION_DAY);
    await this.onAgenda(SESSION);
    await this.stage.moveTo(`${SESSION_DAY}T14:00:00+09:00`);
  }

  /** A vote of fourteen decides on the day of the session, and the applicant knows. */
  async decided(vote: 'YES' | 'NO', voting: Voting = {}): Promise<void> {
    await this.held(SESSION, this.voting(SESSION, vote, voting));
    await this.published(SESSION, SESSION_DAY);
    await this.becomes(vote === 'YES' ? 'SELECTED' : 'NOT_SELECTED');
  }

  /** A session is planned and noticed for a day. */
  async convened(no: number, on: string): Promise<void> {
    const dateReason = '이 안건을 위하여 따로 정한다.';
    await this.secretary.post('review', '/v1/sessions', { no, on, dateReason });
    await this.secretary.move('review', sessionPath(no), '/notice', { on, dateReason, ...PLACE });
  }

  /** @throws Refused as `addAgendaItem` */
  async onAgenda(no: number): Promise<void> {
    await this.secretary.move('review', sessionPath(no), '/agenda', { caseId: this.stage.id('case') });
    await this.stage.seen(secretary, 'review', this.case, 'the case on the agenda', is('ON_AGENDA'));
  }

  /**
   * Fourteen members come, declare and take the one item up.
   * @param decide on the item of that number
   * @param excluded who need not declare
   */
  async held(no: number, decide: (item: number) => Promise<void>, excluded: readonly string[] = []): Promise<void> {
    const present = MEMBERS.slice(0, 14);
    const session = sessionPath(no);
    const { agenda } = (await this.secretary.get('review', session)) as unknown as {
      readonly agenda: readonly { readonly item: number; readonly status: string }[];
    };
    const item = agenda.findLast(({ status }) => status === 'PENDING')?.item ?? 1;
    for (const { sub } of present) await this.secretary.put('review', `${session}/attendance/${sub}`, {});
    for (const member of present.filter(({ sub }) => !excluded.includes(sub))) {
      const items = [{ item, ground: 'NONE' }];
      await this.stage.as(member).put('review', `${session}/declarations/${member.sub}`, { items });
    }
    await this.stage.as(chair).move('review', session, '/opening');
    await this.stage.as(chair).move('review', session, `/agenda/${item}/deliberation`);
    await decide(item);
    await this.stage.as(chair).move('review', session, '/closing', {});
    const minutes = { summary: `제${no}차 심사위원회`, items: [{ item, reasons: ['심사기준에 따라 의결하였다.'] }] };
    await this.secretary.move('review', session, '/minutes', minutes, 'PUT');
    await this.stage.as(chair).move('review', session, '/minutes/confirmation');
  }

  async published(no: number, on: string): Promise<void> {
    const selectionAct = { number: `2025-${no}`, on };
    await this.stage.as(ministry).move('review', sessionPath(no), '/publication', { selectionAct });
  }

  deferring(no: number, requests: readonly string[]) {
    return async (item: number): Promise<void> => {
      const deferral = { reason: '자료가 부족하다.', requests };
      await this.stage.as(chair).move('review', sessionPath(no), `/agenda/${item}/deferral`, deferral);
    };
  }

  /** Fourteen members vote the same way; of them, `others` vote the other way. */
  voting(no: number, vote: 'YES' | 'NO', { others = 0, without = [] }: Voting = {}) {
    return async (item: number): Promise<void> => {
      const session = sessionPath(no);
      const ballotOf = (one: 'YES' | 'NO') => ({
        vote: one,
        ...(one === 'NO' && { reason: '더 갖출 필요가 있다.' }),
      });
      const other = vote === 'YES' ? 'NO' : 'YES';
      const voters = MEMBERS.slice(0, 14).filter(({ sub }) => !without.includes(sub));
      await this.stage.as(chair).move('review', session, `/agenda/${item}/voting`);
      for (const [n, member] of voters.entries())
        await this.stage
          .as(member)
          .put('review', `${session}/agenda/${item}/votes/${member.sub}`, ballotOf(n < others ? other : vote));
      await this.stage.as(chair).move('review', session, `/agenda/${item}/tally`);
    };
  }

  becomes(status: string): Promise<View> {
    return this.stage.seen(this.applicant.persona, 'intake', this.application, `the application ${status}`, is(status));
  }

  /** The result that the applicant reads, once review has told this decision. */
  result(decision: string): Promise<View> {
    const path = `${this.application}/result`;
    return this.stage.seen(this.applicant.persona, 'intake', path, `the result ${decision}`, (view) => {
      const result = view['result'] as { readonly decision?: string } | undefined;
      return result?.decision === decision;
    });
  }
}

interface Voting {
  /** How many of the first vote the other way. */
  readonly others?: number;
  /** By `sub`: who has no vote. */
  readonly without?: readonly string[];
}

export const sessionPath = (no: number): string => `/v1/sessions/${no}`;
const is = (status: string) => (view: View) => view['status'] === status;
