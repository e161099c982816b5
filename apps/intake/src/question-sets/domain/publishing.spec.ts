import { SERVICE_KINDS } from '#common/events/definitions/shapes.js';
import { refusalOf, specification, type Decide } from '#testing/specification.js';
import { expectExactEdges } from '#testing/walk.js';
import { questionSetType } from '../question-set.type.js';
import { FIRST_SETS } from './first-sets.js';
import { changesBetween, publishQuestionSet, withdrawQuestionSet, type Publication } from './publishing.js';
import type { QuestionSetEvent } from './question-set.events.js';
import type { Question, QuestionSetState } from './question-set.state.js';
import { questionSetIdOf, QuestionSets } from './question-sets.js';

type Act = Decide<QuestionSetState | undefined, QuestionSetEvent>;

const text = { ko: '문항', en: 'Question' };
const question = (code: string, more: Partial<Question> = {}): Question => ({
  code,
  block: text,
  label: text,
  type: 'TEXT',
  required: true,
  ...more,
});

const publication = (change: Partial<Publication> = {}): Publication => ({
  kind: 'CONVERGENCE',
  subtype: 'SAAS',
  replaces: 1,
  effectiveFrom: '2025-09-01',
  questions: [question('NEW')],
  ...change,
});
const publish =
  (change: Partial<Publication> = {}): Act =>
  (state, moment) =>
    publishQuestionSet(state, publication(change), moment);
const withdraw =
  (n: number, id = 'CONVERGENCE.SAAS'): Act =>
  (state, moment) =>
    withdrawQuestionSet(state, { id, n, reason: '사유' }, moment);

const empty = specification(questionSetType, '2025-08-05');
const second = empty.given(publish());

const inForce = (state: QuestionSetState | undefined, day: string, subtype: string | undefined = 'SAAS') => {
  const sets = new QuestionSets(state === undefined ? [] : [state]);
  const { questionSetId, n } = sets.inForce({ kind: 'CONVERGENCE', ...(subtype && { subtype }) }, day);
  return `${questionSetId} ${n}`;
};

describe('The questions of the form (§2.4)', () => {
  it('come with the service for every kind, and have no code twice', () => {
    for (const kind of SERVICE_KINDS) expect(FIRST_SETS).toHaveProperty(kind);
    for (const [id, set] of Object.entries(FIRST_SETS)) {
      expect(questionSetIdOf(set)).toBe(id);
      const { questions } = set.versions[0]!;
      expect(new Set(questions.map(({ code }) => code)).size).toBe(questions.length);
      // What NIA would be refused with is not shipped either.
      const { kind, subtype } = set;
      const again = questions.map((one) => ({ ...one, required: true }));
      const anew = publication({ kind, questions: again, ...(subtype === undefined ? {} : { subtype }) });
      const { subtype: _none, ...ofKind } = anew;
      const given = subtype === undefined ? ofKind : anew;
      expect(refusalOf(() => publishQuestionSet(undefined, given, empty.moment))).toBe('nothing refused');
    }
  });

  it('are those of the subtype, else those of the kind', () => {
    expect(inForce(undefined, '2025-08-05')).toBe('CONVERGENCE.SAAS 1');
    expect(inForce(undefined, '2025-08-05', 'DAAS')).toBe('CONVERGENCE 1');
    expect(inForce(undefined, '2025-08-05', '')).toBe('CONVERGENCE 1');
    const daas = empty.given(publish({ subtype: 'DAAS', replaces: 0 })).state;
    expect([inForce(daas, '2025-08-31', 'DAAS'), inForce(daas, '2025-09-01', 'DAAS')]).toEqual([
      'CONVERGENCE 1',
      'CONVERGENCE.DAAS 1',
    ]);
  });

  it('are held to from the first day of a version on', () => {
    expect([inForce(second.state, '2025-08-31'), inForce(second.state, '2025-09-01')]).toEqual([
      'CONVERGENCE.SAAS 1',
      'CONVERGENCE.SAAS 2',
    ]);
    const third = second.given(publish({ replaces: 2, questions: [question('OTHER')] }));
    expect(inForce(third.state, '2025-09-01')).toBe('CONVERGENCE.SAAS 3');
    const sets = new QuestionSets([third.state]);
    for (const n of [1, 2, 3]) expect(sets.pinned({ questionSetId: 'CONVERGENCE.SAAS', n }).n).toBe(n);
    expect(() => sets.pinned({ questionSetId: 'CONVERGENCE.SAAS', n: 4 })).toThrow('no version 4');
  });

  it('are published by one of two who do so at once', () => {
    second.when(publish()).thenRefused('QUESTION_SET_CHANGED');
    empty.when(publish({ replaces: 0 })).thenRefused('QUESTION_SET_CHANGED');
    empty.when(publish({ subtype: 'DAAS' })).thenRefused('QUESTION_SET_CHANGED');
    second.when(publish({ replaces: 2, questions: [question('OTHER')] })).thenEvents('QuestionSetPublished');
  });

  it('hold from today on at the earliest, and not before the version they follow', () => {
    empty.when(publish({ effectiveFrom: '2025-08-04' })).thenRefused('QUESTION_SET_TOO_EARLY');
    empty.when(publish({ effectiveFrom: '2025-08-05' })).thenEvents('QuestionSetPublished');
    const other = { replaces: 2, questions: [question('OTHER')] };
    second.when(publish({ ...other, effectiveFrom: '2025-08-31' })).thenRefused('QUESTION_SET_TOO_EARLY');
    second.when(publish({ ...other, effectiveFrom: '2025-09-01' })).thenEvents('QuestionSetPublished');
    const withdrawn = second.given(withdraw(2));
    withdrawn.when(publish({ ...other, effectiveFrom: '2025-08-05' })).thenEvents('QuestionSetPublished');
  });

  it('differ from those of the version before', () => {
    second.when(publish({ replaces: 2 })).thenRefused('NOTHING_CHANGED');
    // What was withdrawn may be published anew.
    second
      .given(withdraw(2))
      .when(publish({ replaces: 2 }))
      .thenEvents('QuestionSetPublished');
  });

  it.each<[string, readonly Question[]]>([
    ['a code twice', [question('A'), question('A')]],
    ['a number with options', [question('A', { type: 'NUMBER', options: [{ code: 'X', label: text }] })]],
    ['a text with bounds', [question('A', { min: 1 })]],
    ['a text with a unit', [question('A', { unit: '%' })]],
    ['a yes or no of a length', [question('A', { type: 'BOOLEAN', maxLength: 3 })]],
    ['a range that is empty', [question('A', { type: 'NUMBER', min: 2, max: 1 })]],
    ['a choice of one', [question('A', { type: 'CHOICE', options: [{ code: 'X', label: text }] })]],
    ['a choice of none', [question('A', { type: 'CHOICE' })]],
    [
      'an option twice',
      [
        question('A', {
          type: 'CHOICE',
          options: [
            { code: 'X', label: text },
            { code: 'X', label: text },
          ],
        }),
      ],
    ],
    ['a text that no event carries', [question('A', { maxLength: 2_001 })]],
  ])('have no %s', (_, questions) => {
    empty.when(publish({ questions })).thenRefused('QUESTION_SET_INVALID');
  });

  it('are told by what a version adds, removes and asks in another way', () => {
    const before = [question('A'), question('B'), question('C')];
    const after = [question('C'), question('B', { required: false }), question('D')];
    expect(changesBetween(before, after)).toEqual({ added: ['D'], removed: ['A'], changed: ['B'] });
  });
});

describe('A version that is withdrawn', () => {
  it('is in force on no day, and the one before holds again', () => {
    const withdrawn = second.on('2025-09-02').given(withdraw(2));
    expect(inForce(withdrawn.state, '2025-09-02')).toBe('CONVERGENCE.SAAS 1');
    expect(withdrawn.state.versions[0]).toMatchObject({ n: 2, withdrawnAt: '2025-09-02T01:00:00.000Z' });
    expect(new QuestionSets([withdrawn.state]).pinned({ questionSetId: 'CONVERGENCE.SAAS', n: 2 }).questions).toEqual([
      question('NEW'),
    ]);
    withdrawn.when(withdraw(2)).thenRefused('QUESTION_SET_WITHDRAWN');
  });

  it('is the newest, or one that is still to come', () => {
    const third = second.given(publish({ replaces: 2, effectiveFrom: '2025-10-01', questions: [question('OTHER')] }));
    third.when(withdraw(2)).thenEvents('QuestionSetWithdrawn');
    third.when(withdraw(3)).thenEvents('QuestionSetWithdrawn');
    third.on('2025-09-01').when(withdraw(2)).thenRefused('QUESTION_SET_REPLACED');
    third.on('2025-10-01').when(withdraw(2)).thenRefused('QUESTION_SET_REPLACED');
    third.on('2025-10-01').given(withdraw(3)).when(withdraw(2)).thenEvents('QuestionSetWithdrawn');
  });

  it('is none that comes with the service, and one that is there', () => {
    empty.when(withdraw(1)).thenRefused('QUESTION_SET_FIRST');
    second.when(withdraw(1)).thenRefused('QUESTION_SET_FIRST');
    second.when(withdraw(3)).thenRefused('NOT_FOUND');
    empty.when(withdraw(1, 'CONVERGENCE.DAAS')).thenRefused('NOT_FOUND');
  });
});

describe('A question set', () => {
  it('goes exactly the ways of its diagram', () => {
    expectExactEdges(questionSetType, {
      from: second,
      daysMax: 20,
      length: 10,
      commands: {
        publish:
          ({ versions }, dice) =>
          (state, moment) =>
            publishQuestionSet(
              state,
              publication({
                replaces: versions.length + 1,
                effectiveFrom: moment.today,
                questions: [question(`Q${dice(1_000)}`)],
              }),
              moment,
            ),
        withdraw: ({ versions }, dice) => withdraw(dice(versions.length + 2) + 1),
      },
    });
  });
});
