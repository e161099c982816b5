import { addDays } from '#common/kernel/day.js';
import { describeWithServers } from '#testing/stores.js';
import { until, type Persona, type View } from '../../tools/story/api.js';
import { CHECK, formOf } from '../../tools/story/applying.js';
import { EXAMINERS, MEMBERS, ministry, officer, SPARE_EXAMINER } from '../../tools/story/cast.js';
import { install, type Installed } from './installed.js';
import { OneService, SESSION, SESSION_DAY, sessionPath } from './one-service.js';
import { refusalOf } from './refusal-of.js';

const JOURNEY_MS = 120_000;
/** In office, and not there when the service was refused. */
const OTHERS: readonly Persona[] = MEMBERS.slice(14);
const CLEAR = { item: 1, ground: 'NONE' };
const chair = MEMBERS[0] as Persona;
const second: Persona = { ...officer, sub: 'nia-officer-2', name: 'NIA 담당관 2' };

describeWithServers('What goes wrong is put right', () => {
  let installed: Installed | undefined;
  let one: OneService;
  beforeEach(async () => {
    installed = await install();
    one = new OneService(installed.stage);
    await one.stage.moveTo('2025-08-05T09:00:00+09:00');
  }, 60_000);
  afterEach(async () => {
    await installed?.stop();
    installed = undefined;
  });

  /** These members come and declare, and the session opens. */
  async function opened(no: number, present: readonly Persona[]): Promise<void> {
    const path = sessionPath(no);
    for (const { sub } of present) await one.secretary.put('review', `${path}/attendance/${sub}`, {});
    for (const member of present)
      await one.stage.as(member).put('review', `${path}/declarations/${member.sub}`, { items: [CLEAR] });
    await one.stage.as(chair).move('review', path, '/opening');
  }

  async function votedOn(no: number, item: number, voters: readonly Persona[]): Promise<void> {
    const agenda = `/agenda/${item}`;
    for (const act of ['/deliberation', '/voting'])
      await one.stage.as(chair).move('review', sessionPath(no), agenda + act);
    for (const voter of voters)
      await one.stage.as(voter).put('review', `${sessionPath(no)}${agenda}/votes/${voter.sub}`, { vote: 'YES' });
    await one.stage.as(chair).move('review', sessionPath(no), `${agenda}/tally`);
  }

  async function closed(no: number, on: string): Promise<void> {
    const path = sessionPath(no);
    await one.stage.as(chair).move('review', path, '/closing', {});
    await one.secretary.move('review', path, '/minutes', { summary: `제${no}차 심사위원회`, items: [] }, 'PUT');
    await one.stage.as(chair).move('review', path, '/minutes/confirmation');
    await one.published(no, on);
  }

  it(
    'R-44: an objection is upheld, and an extra session selects the service by votes of others',
    async () => {
      await one.beforeTheCommittee();
      await one.decided('NO');
      const statement = '보안 인증을 보지 못한 것으로 안다.';
      await one.supplier.move('intake', one.application, '/objections', { statement });
      await until('the objection at review', async () => {
        const { status } = await one.secretary.get('review', one.case);
        return status === 'OBJECTED';
      });
      const extra = SESSION + 1;
      await one.convened(extra, '2025-09-30');
      await one.onAgenda(extra);
      await one.stage.moveTo('2025-09-30T14:00:00+09:00');
      await opened(extra, [...MEMBERS.slice(0, 6), ...OTHERS]);
      await votedOn(extra, 1, OTHERS);
      // Upheld, the same session takes the service up, and those who refused it have no vote on it either.
      const firstVoter = one.stage.as(MEMBERS[3] as Persona);
      const vote = `${sessionPath(extra)}/agenda/2/votes/member-4`;
      expect(await refusalOf(firstVoter.put('review', vote, { vote: 'YES' }))).toBe('MEMBER_BARRED');
      await votedOn(extra, 2, OTHERS);
      await closed(extra, '2025-09-30');
      await one.becomes('SELECTED');
      const { objections } = await one.supplier.get('intake', one.application);
      expect(objections).toMatchObject([{ resolution: { outcome: 'UPHELD', sessionNo: extra, on: '2025-09-30' } }]);
    },
    JOURNEY_MS,
  );

  it(
    'A-14: a selection by fraud is cancelled after a hearing, and the supplier is barred for a year',
    async () => {
      await one.beforeTheCommittee();
      await one.decided('YES');
      const hearing = { grounds: ['FRAUD'], on: '2025-10-01', time: '10:00', place: '세종', reason: '허위 재무제표' };
      await one.secretary.move('review', one.case, '/hearings', hearing);
      await one.stage.moveTo('2025-10-01T11:00:00+09:00');
      await one.secretary.move('review', one.case, '/hearings/record', { attended: true, record: '공급자 진술' });
      const act = { decision: 'CANCELLED', grounds: ['FRAUD'], number: '제2025-1호', reason: '청문 결과' };
      await one.stage.as(ministry).move('review', one.case, '/cancellation', act);
      const path = one.application;
      const ended = await one.stage.seen(
        one.applicant.persona,
        'intake',
        path,
        'the end',
        (view) => 'selectionEnd' in view,
      );
      const text = { ko: '선정이 취소됨', en: 'The selection was cancelled' };
      expect(ended['selectionEnd']).toEqual({ on: '2025-10-01', why: 'SELECTION_CANCELLED', text });
      const draft = { ...formOf(one.applicant), service: { ...formOf(one.applicant).service, name: '다른 서비스' } };
      one.stage.keep('application', await one.supplier.post('intake', '/v1/applications', draft));
      expect(await refusalOf(one.submittedDraft())).toBe('SUPPLIER_BARRED');
    },
    JOURNEY_MS,
  );

  it(
    'R-14, F-02: a rating that expires during the check is corrected by a supplement, and the committee reads the new one',
    async () => {
      const rating = { agency: '샘플평가정보', grade: 'BBB', validTo: '2025-08-07' };
      await one.submitted({ creditRating: rating });
      const nia = one.stage.as(officer);
      await nia.move('intake', one.application, '/check', CHECK);
      await one.stage.moveTo('2025-08-08T09:00:00+09:00');
      await one.foundInOrder();
      expect(await refusalOf(nia.move('intake', one.application, '/acceptance'))).toBe('CREDIT_RATING_EXPIRED');
      await nia.move('intake', one.application, '/supplements', { items: [] });
      await one.attached('CREDIT_RATING');
      const form = { creditRating: { ...rating, validTo: addDays(rating.validTo, 365) } };
      await one.supplier.move('intake', one.application, '/supplements/1/answer', { answers: [], form });
      await nia.move('intake', one.application, '/documents/CREDIT_RATING/check', { result: 'OK' });
      await nia.move('intake', one.application, '/acceptance');
      await one.becomes('UNDER_REVIEW');
      await one.examined();
      const { papers } = (await one.stage.as(EXAMINERS[0] as Persona).get('review', one.case)) as View & {
        readonly papers: { readonly creditRating?: object };
      };
      expect(papers.creditRating).toMatchObject({ validTo: '2026-08-07' });
    },
    JOURNEY_MS,
  );

  it(
    'F-06, F-07, F-01: an officer is ill, an examiner silent and a member renewed early; the service is selected',
    async () => {
      await one.submitted();
      await one.stage.as(officer).move('intake', one.application, '/check', CHECK);
      const reason = '담당자가 병가 중이다.';
      await one.stage.as(second).move('intake', one.application, '/take-over', { ...CHECK, name: '최담당', reason });
      await one.foundInOrder(second);
      await one.stage.as(second).move('intake', one.application, '/acceptance');
      await one.becomes('UNDER_REVIEW');

      const [first, other, silent] = EXAMINERS as readonly [Persona, Persona, Persona];
      await one.assigned([...EXAMINERS, SPARE_EXAMINER]);
      for (const examiner of [first, other]) await one.examinedBy(examiner);
      await one.stage.moveTo('2025-08-29T09:00:00+09:00');
      const replacement = { replacementId: SPARE_EXAMINER.sub, reason: '회신이 없다.' };
      await one.secretary.move('review', one.case, `/examiners/${silent.sub}/replacement`, replacement);
      expect(await refusalOf(one.examinedBy(silent))).toBe('EXAMINER_REPLACED');
      await one.examinedBy(SPARE_EXAMINER);

      const renewed = MEMBERS[15] as Persona;
      await one.stage.as(ministry).post('review', '/v1/members', {
        memberId: renewed.sub,
        name: renewed.name,
        role: 'MEMBER',
        official: false,
        qualification: 'PROFESSOR',
        termFrom: '2027-01-01',
      });
      await one.onAgendaOfItsDay();
      const present = [...MEMBERS.slice(0, 10), renewed];
      await opened(SESSION, present);
      await votedOn(SESSION, 1, present);
      await closed(SESSION, SESSION_DAY);
      await one.becomes('SELECTED');
    },
    JOURNEY_MS,
  );
});
