import { sampleService } from '#common/events/definitions/samples.js';
import type { Refusal } from '#common/kernel/errors.js';
import { specification } from '#testing/specification.js';
import { attach, form, start, supplier, type Act, type Story } from '../../testing/application-story.js';
import { firstQuestions, publishedSet, questionOf } from '../../testing/question-sets.js';
import { QuestionSets } from '../../question-sets/domain/question-sets.js';
import { applicationType } from '../application.type.js';
import { documentTypes } from './application.rules.js';
import type { ApplicationForm } from './application.state.js';
import { copyApplication } from './copying.js';
import { draftApplication, reviseApplication, submitApplication, type Revision } from './drafting.js';
import { answerSupplement, requestSupplement } from './supplementing.js';
import { withdrawApplication } from './withdrawing.js';

const SET = 'CONVERGENCE.SAAS';
/** From 1 September 2025 on a submission needs an answer about the country of the data. */
const second = [
  ...firstQuestions,
  questionOf('DATA_COUNTRY', { label: { ko: '데이터 소재국', en: 'Country of the data' } }),
];
const questionSets = new QuestionSets([publishedSet(['2025-09-01', second])]);
const backup = { code: 'BACKUP', answer: '매일' };
const country = { code: 'DATA_COUNTRY', answer: '대한민국' };
type Answer = typeof backup;
const answering = (...answers: readonly Answer[]): ApplicationForm => ({
  ...form,
  service: { ...sampleService, specification: [...answers] },
});

const drafts =
  (drafted: ApplicationForm, sets = questionSets): Act =>
  (_, moment) =>
    draftApplication({ applicationId: 'app-1', supplier, draftNo: 0, form: drafted, questionSets: sets }, moment);
const revises =
  (revised: ApplicationForm, more: Partial<Revision> = {}): Act =>
  (state, moment) =>
    reviseApplication(state, { form: revised, questionSets, ...more }, moment);
const submits =
  (sets = questionSets): Act =>
  (state, moment) =>
    submitApplication(state, { attested: true, questionSets: sets }, moment);

const august = specification(applicationType, '2025-08-05');
const { required } = documentTypes(august.moment.policy, form.service.kind);
const complete = (drafted: ApplicationForm, from: Story = august): Story =>
  from.given(drafts(drafted), ...required.map((type) => attach(type)));

function refusal(decide: () => unknown): Pick<Refusal, 'code' | 'errors'> {
  try {
    decide();
  } catch (error) {
    return error as Refusal;
  }
  throw new Error('Nothing was refused.');
}

describe('§2.4: the questions that a draft answers', () => {
  it('are those in force when it was begun, and stay so', () => {
    const draft = complete(answering(backup));
    expect(draft.state.questionSet).toEqual({ questionSetId: SET, n: 1 });
    const later = draft.on('2025-09-02').given(revises(answering({ code: 'API', answer: '있음' })));
    expect(later.state.questionSet).toEqual({ questionSetId: SET, n: 1 });
    expect(complete(answering(), august.on('2025-09-02')).state.questionSet).toEqual({ questionSetId: SET, n: 2 });
  });

  it('are the only ones it may answer, each by its type', () => {
    august.when(drafts(answering(country))).thenRefused('QUESTION_UNKNOWN');
    august.when(drafts(answering({ code: 'TRIAL', answer: '가능' }))).thenRefused('ANSWER_INVALID');
    august.when(drafts(answering(country, { code: 'TRIAL', answer: '가능' }))).thenRefused('FORM_INVALID');
    const draft = complete(answering(backup));
    draft.when(revises(answering(country))).thenRefused('QUESTION_UNKNOWN');
    draft.when(revises(answering({ code: 'TRIAL', answer: 'YES' }))).thenEvents('ApplicationRevised');
  });

  it('are others once its author moves it to the version in force', () => {
    const draft = complete(answering(backup));
    const september = draft.on('2025-09-02');
    september.when(revises(answering(country))).thenRefused('QUESTION_UNKNOWN');
    const moved = september.given(revises(answering(backup, country), { questionSetN: 2 }));
    expect(moved.state.questionSet).toEqual({ questionSetId: SET, n: 2 });
    expect(moved.given(revises(answering(country))).state.questionSet.n).toBe(2);
    draft.when(revises(answering(backup), { questionSetN: 2 })).thenRefused('QUESTION_SET_NOT_IN_FORCE');
    draft.when(revises(answering(backup), { questionSetN: 1 })).thenEvents('ApplicationRevised');
    moved.when(revises(answering(backup), { questionSetN: 1 })).thenRefused('QUESTION_SET_NOT_IN_FORCE');
  });

  it('are others when the service becomes one of another subtype', () => {
    const draft = complete(answering(backup));
    const service = { ...sampleService, subtype: 'PAAS', specification: [{ code: 'LANGUAGES', answer: 'Java' }] };
    expect(draft.given(revises({ ...form, service })).state.questionSet).toEqual({
      questionSetId: 'CONVERGENCE.PAAS',
      n: 1,
    });
    const { subtype: _none, ...ofKind } = sampleService;
    const unnamed = draft.given(revises({ ...form, service: ofKind }));
    expect(unnamed.state.questionSet).toEqual({ questionSetId: 'CONVERGENCE', n: 1 });
  });
});

describe('§2.4: a submission', () => {
  it('is held to the version in force on its day, and says what is missing', () => {
    const draft = complete(answering(backup));
    draft.on('2025-08-31').when(submits()).thenEvents('ApplicationSubmitted');
    const september = draft.on('2025-09-01');
    const { code, errors } = refusal(() => september.given(submits()));
    expect([code, errors]).toEqual([
      'QUESTION_UNANSWERED',
      [
        {
          pointer: '/service/specification',
          code: 'QUESTION_UNANSWERED',
          detail:
            '데이터 소재국(DATA_COUNTRY): 답이 필요하다. Country of the data: version 2 of the form asks for an answer.',
        },
      ],
    ]);
    const answered = september.given(revises(answering(backup, country), { questionSetN: 2 }), submits());
    expect(answered.state).toMatchObject({ status: 'SUBMITTED', questionSet: { questionSetId: SET, n: 2 } });
  });

  it('pins the version in force, also where the draft kept an earlier one', () => {
    const lenient = new QuestionSets([
      publishedSet(['2025-09-01', [...firstQuestions, questionOf('X', { required: false })]]),
    ]);
    const submitted = complete(answering(backup)).on('2025-09-01').given(submits(lenient));
    expect(submitted.state.questionSet).toEqual({ questionSetId: SET, n: 2 });
  });

  it('leaves out what the version in force no longer asks', () => {
    const shorter = new QuestionSets([
      publishedSet(['2025-09-01', firstQuestions.filter((one) => one.code !== 'BACKUP')]),
    ]);
    complete(answering(backup)).on('2025-09-01').when(submits(shorter)).thenRefused('QUESTION_UNKNOWN');
    complete(answering()).on('2025-09-01').when(submits(shorter)).thenEvents('ApplicationSubmitted');
  });

  it('of a draft whose version was withdrawn is held to the one before', () => {
    const draft = complete(answering(backup, country), august.on('2025-09-02'));
    const { versions } = publishedSet(['2025-09-01', second]);
    const withdrawn = versions.map((version) => ({ ...version, withdrawnAt: '2025-09-03T00:00:00.000Z' }));
    const sets = new QuestionSets([{ kind: 'CONVERGENCE', subtype: 'SAAS', versions: withdrawn }]);
    const after = draft.on('2025-09-03');
    after.when(submits(sets)).thenRefused('QUESTION_UNKNOWN');
    // It can still be revised as it is, and moves to the version before by its number.
    after.when(revises(answering(country), { questionSets: sets })).thenEvents('ApplicationRevised');
    const moved = after.given(revises(answering(backup), { questionSets: sets, questionSetN: 1 }), submits(sets));
    expect(moved.state).toMatchObject({ status: 'SUBMITTED', questionSet: { n: 1 } });
  });
});

describe('The version of an application', () => {
  const submitted = complete(answering(backup)).given(submits());

  it('R-14: is what a supplement is held to, whatever was published since', () => {
    const asked = submitted
      .given(start())
      .on('2025-09-02')
      .given((state, moment) =>
        requestSupplement(state, { items: [{ subject: '/service/specification', reason: '사유' }] }, moment),
      );
    const answer =
      (...answers: readonly Answer[]): Act =>
      (state, moment) =>
        answerSupplement(
          state,
          { n: 1, answers: [], form: { service: answering(...answers).service }, questionSets },
          moment,
        );
    asked.when(answer(backup, country)).thenRefused('FORM_INVALID');
    asked.when(answer({ code: 'TRIAL', answer: '가능' })).thenRefused('FORM_INVALID');
    const supplemented = asked.given(answer({ code: 'TRIAL', answer: 'YES' }));
    expect(supplemented.state).toMatchObject({ status: 'CHECKING', questionSet: { n: 1 } });
  });

  it('R-17: is that of its copy, whose submission is held to the one in force', () => {
    const source = submitted.given((state, moment) => withdrawApplication(state, { reason: '사정' }, moment)).state;
    const copy = specification(applicationType, '2025-09-02').given((_, moment) =>
      copyApplication({ applicationId: 'app-2', supplier, draftNo: 1, source, questionSets }, moment),
    );
    expect(copy.state.questionSet).toEqual({ questionSetId: SET, n: 1 });
    copy.when(submits()).thenRefused('QUESTION_UNANSWERED');
    copy
      .given(revises(answering(country), { questionSetN: 2 }))
      .when(submits())
      .thenEvents('ApplicationSubmitted');
  });
});
