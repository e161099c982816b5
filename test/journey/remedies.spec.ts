import { describeWithServers } from '#testing/stores.js';
import { until } from '../../tools/story/api.js';
import { MEMBERS } from '../../tools/story/cast.js';
import { install, type Installed } from './installed.js';
import { OneService } from './one-service.js';

const JOURNEY_MS = 120_000;

describeWithServers('A service before the committee', () => {
  let installed: Installed | undefined;
  afterEach(async () => {
    await installed?.stop();
    installed = undefined;
  });

  /** Examined, and on the agenda of session 62, which sits on 19 September 2025. */
  async function beforeTheCommittee(): Promise<OneService> {
    installed = await install();
    const one = new OneService(installed.stage);
    await one.stage.moveTo('2025-08-12T09:00:00+09:00');
    await one.beforeTheCommittee();
    return one;
  }

  it(
    'R-11: is deferred, its applicant answers, and an earlier session selects it than one without an answer could',
    async () => {
      const one = await beforeTheCommittee();
      await one.held(62, one.deferring(62, ['재무제표를 다시 낸다.']));
      await one.published(62, '2025-09-19');
      await one.becomes('DEFERRED');
      // Ten business days after the publication: 3 and 6 to 9 October are holidays.
      expect((await one.result('DEFERRED'))['result']).toMatchObject({ answerDueOn: '2025-10-10' });
      expect((await one.supplier.get('intake', one.application))['standing']).toMatchObject({
        nextStep: { code: 'ANSWER_DEFERRAL' },
        clock: { key: 'DEFERRAL_ANSWER', dueAt: '2025-10-10T15:00:00.000Z' },
      });

      await one.stage.moveTo('2025-09-22T09:00:00+09:00');
      await one.convened(63, '2025-10-01');
      await expect(one.onAgenda(63)).rejects.toMatchObject({ code: 'DEFERRAL_UNANSWERED' });
      const answers = [{ request: 1, text: '붙임과 같이 낸다.' }];
      await one.supplier.move('intake', one.application, '/deferral-answer', { answers });
      await until('the answer at review', async () => {
        const { deferral } = await one.secretary.get('review', one.case);
        return (deferral as { readonly answeredAt?: string }).answeredAt;
      });
      await one.onAgenda(63);
      // The committee reads the answer with the papers.
      expect((await one.secretary.get('intake', one.application))['deferralAnswers']).toMatchObject([{ answers }]);

      await one.stage.moveTo('2025-10-01T14:00:00+09:00');
      await one.held(63, one.voting(63, 'YES'));
      await one.published(63, '2025-10-01');
      await one.becomes('SELECTED');
    },
    JOURNEY_MS,
  );

  it(
    'A-06, F-05: is refused, and its applicant objects in time; review is told without the text',
    async () => {
      const one = await beforeTheCommittee();
      await one.decided('NO');
      expect(await one.result('NOT_SELECTED')).toMatchObject({
        remedies: [{ code: 'OBJECTION' }, { code: 'SUIT_AFTER_OBJECTION' }],
      });
      await one.stage.moveTo('2025-10-02T09:00:00+09:00');
      const statement = '보안 인증을 보지 못한 것으로 안다.';
      const objected = await one.supplier.move('intake', one.application, '/objections', { statement });
      expect(objected['deadlines']).toMatchObject([{ key: 'OBJECTION_ANSWER', dueAt: '2025-10-16T15:00:00.000Z' }]);
      const filed = await until('the objection on its topic', async () => {
        const events = await installed?.broker.events();
        return events?.find(({ meta }) => meta.type.includes('ObjectionFiled'));
      });
      expect(filed.data).toMatchObject({ filedOn: '2025-10-02', answerDueOn: '2025-10-16', sessionNo: 62 });
      expect(JSON.stringify(filed.data)).not.toContain(statement);
    },
    JOURNEY_MS,
  );

  it(
    'R-45: is refused by a vote in which one member had a conflict, and selected when the others vote again',
    async () => {
      const one = await beforeTheCommittee();
      const [, , , conflicted] = MEMBERS;
      const memberId = conflicted?.sub ?? '';
      // Seven of fourteen: without one vote against it would have been a majority.
      await one.decided('NO', { others: 7 });
      const found = { memberId, ground: 'B', evidence: '용역 계약서' };
      await one.secretary.move('review', '/v1/sessions/62', '/agenda/1/conflicts', found);
      await one.stage.seen(one.applicant.persona, 'intake', one.application, 'the re-vote', ({ standing }) => {
        const { nextStep } = standing as { readonly nextStep: { readonly code: string } };
        return nextStep.code === 'REVOTE';
      });

      await one.stage.moveTo('2025-09-22T09:00:00+09:00');
      await one.convened(63, '2025-10-01');
      await one.onAgenda(63);
      await one.stage.moveTo('2025-10-01T14:00:00+09:00');
      await one.held(63, one.voting(63, 'YES', { without: [memberId] }), [memberId]);
      await one.published(63, '2025-10-01');
      await one.becomes('SELECTED');
      expect(await one.result('SELECTED')).toMatchObject({ result: { sessionNo: 63 }, remedies: [] });
    },
    JOURNEY_MS,
  );
});
