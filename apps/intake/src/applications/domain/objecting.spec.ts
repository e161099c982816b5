import { PolicyTable } from '#common/kernel/policy.js';
import { proves } from '#testing/proves.js';
import type { Act, Story } from '../../testing/application-story.js';
import { hears, reads, refused, underReview } from '../../testing/reviewed-application.js';
import { applicationType } from '../application.type.js';
import { remediesOf } from './remedies.js';
import { applicationDueAt, isLive } from './application.rules.js';
import { awaitRevote } from './awaiting-revote.js';
import {
  extendObjection,
  fileObjection,
  objectionDeadlines,
  objectionDismissed,
  objectionResolved,
  objectionUpheld,
} from './objecting.js';

const objects: Act = (state, moment) => fileObjection(state, { statement: '보안 인증을 보지 못했다.' }, moment);
const extendsIt =
  (n = 1): Act =>
  (state, moment) =>
    extendObjection(state, { n, reason: '추가 검토' }, moment);
const hearsOf =
  (answer: typeof objectionUpheld, sessionNo = 63): Act =>
  (state, moment) => {
    const { objectionId } = state.objections?.at(-1) ?? { objectionId: '' };
    return answer(state, { objectionId, sessionNo, decidedOn: moment.today }, moment);
  };

const votesAgain: Act = (state) => awaitRevote(state, { sessionNo: 62 });
const filed = refused().on('2025-10-02').given(objects);
const dueOf = ({ state, moment }: Story) => objectionDeadlines(state, moment.at).map(({ key, dueAt }) => [key, dueAt]);
const claimsOf = ({ state }: Story): number => applicationType.claims?.(state).length ?? 0;

describe('§11.1: an objection to a refusal', () => {
  it(
    'A-06: is filed until the end of the thirtieth day after the notice, and no later',
    proves({ '11.1/objection-filed': fileObjection, '2.6/objection': fileObjection }),
    () => {
      // 23 October is the thirtieth day after 23 September.
      expect(dueOf(refused())).toEqual([['OBJECTION', '2025-10-23T15:00:00.000Z']]);
      refused().on('2025-10-23 23:59').when(objects).thenEvents('ObjectionFiled');
      refused().on('2025-10-24 00:00').when(objects).thenRefused('OBJECTION_OVERDUE');
    },
  );

  it('A-06, A-23: has a day more where the thirtieth is none of business', () => {
    const heard = underReview().on('2025-09-12').given(hears('NOT_SELECTED'));
    // 12 October is a Sunday.
    expect(heard.state.objectUntil).toBe('2025-10-13');
  });

  it('counts its thirty days from the later of decision and reasons', () => {
    const late = underReview()
      .on('2025-09-23')
      .given(hears('NOT_SELECTED'))
      .on('2025-09-25')
      .given(reads({ decision: 'NOT_SELECTED' }));
    expect(late.state.objectUntil).toBe('2025-10-27');
  });

  it(
    'is answered within fourteen days, which are extended by ten once, with a reason',
    proves({ '2.6/objection': extendObjection }),
    () => {
      expect(dueOf(filed)).toEqual([['OBJECTION_ANSWER', '2025-10-16T15:00:00.000Z']]);
      const extended = filed.on('2025-10-15').given(extendsIt());
      // 26 October is a Sunday.
      expect(dueOf(extended)).toEqual([['OBJECTION_ANSWER', '2025-10-27T15:00:00.000Z']]);
      expect(extended.state.objections?.[0]?.extension).toEqual({ on: '2025-10-15', reason: '추가 검토' });
      extended.when(extendsIt()).thenRefused('OBJECTION_EXTENDED');
      filed.when(extendsIt(2)).thenRefused('NOT_FOUND');
      filed.on('2025-10-17').given(hearsOf(objectionDismissed)).when(extendsIt()).thenRefused('OBJECTION_RESOLVED');
    },
  );

  it('takes its days from the policy of the day', () => {
    const row = { from: '2025-01-01', basis: 'a notice for this spec' } as const;
    const policy = PolicyTable.from({
      rows: [
        { ...row, key: 'review.objectionDays', value: 3 },
        { ...row, key: 'review.objectionAnswerDays', value: 5 },
        { ...row, key: 'review.objectionExtensionDays', value: 1 },
      ],
    });
    const one = refused(policy);
    expect(one.state.objectUntil).toBe('2025-09-26');
    const due = one.given(objects);
    expect(due.state.objections?.[0]?.answerDueOn).toBe('2025-09-29');
    expect(due.given(extendsIt()).state.objections?.[0]?.answerDueOn).toBe('2025-09-30');
  });

  it('is one to each refusal, and needs a refusal', proves({ '11.1/objection-filed': fileObjection }), () => {
    filed.when(objects).thenRefused('OBJECTION_FILED');
    underReview().when(objects).thenRefused('APPLICATION_NOT_REFUSED');
    underReview().on('2025-09-23').given(hears('SELECTED')).when(objects).thenRefused('APPLICATION_NOT_REFUSED');
    const again = filed.given(hearsOf(objectionUpheld), hears('NOT_SELECTED', 63));
    again.when(objects).thenEvents('ObjectionFiled');
    expect(again.given(objects).state.objections?.map(({ n, sessionNo }) => [n, sessionNo])).toEqual([
      [1, 62],
      [2, 63],
    ]);
  });

  it(
    'upheld, puts the application under review again, and its papers are kept as those of an open one',
    proves({ '11.1/objection-upheld': objectionResolved }),
    () => {
      // The papers of a refused application go after three years, but not while an objection needs them.
      expect([applicationDueAt(refused().state) === undefined, applicationDueAt(filed.state)]).toEqual([
        false,
        undefined,
      ]);
      const upheld = filed.on('2025-10-10').when(hearsOf(objectionUpheld)).thenEvents('ObjectionResolved');
      expect(upheld.state).toMatchObject({
        status: 'UNDER_REVIEW',
        objections: [{ resolution: { outcome: 'UPHELD' } }],
      });
      expect([upheld.state.papersKeptUntil, upheld.state.decision]).toEqual([undefined, undefined]);
      // The next notice of progress, thirty days ahead (S22 Art. 23).
      expect(applicationDueAt(upheld.state)?.toISOString()).toBe(upheld.state.progressNoticeAt);
      expect(upheld.state.progressNoticeAt?.slice(0, 10)).toBe('2025-11-08');
      expect(upheld.given(hears('SELECTED', 63)).state).toMatchObject({
        status: 'SELECTED',
        decision: { sessionNo: 63 },
      });
    },
  );

  it(
    'answered after a second vote selected the service, leaves it selected and its papers in use',
    proves({ '11.1/objection-upheld': objectionResolved }),
    () => {
      const selected = filed.on('2025-10-08').given(votesAgain, hears('SELECTED', 63));
      for (const answer of [objectionUpheld, objectionDismissed]) {
        const answered = selected.on('2025-10-10').when(hearsOf(answer)).thenEvents('ObjectionResolved');
        expect(answered.state).toMatchObject({ status: 'SELECTED', decision: { sessionNo: 63 } });
        expect([answered.state.progressNoticeAt, answered.state.papersKeptUntil]).toEqual([undefined, undefined]);
      }
    },
  );

  it(
    'dismissed, leaves the refusal, and the papers are kept from then on',
    proves({ '11.1/objection-resolved': objectionResolved }),
    () => {
      const dismissed = filed.on('2025-10-10').when(hearsOf(objectionDismissed)).thenEvents('ObjectionResolved');
      expect(dismissed.state).toMatchObject({ status: 'NOT_SELECTED', papersKeptUntil: '2028-10-10' });
      expect(dueOf(dismissed)).toEqual([]);
    },
  );

  it('is answered once, however often the answer comes, and not by the answer to another', () => {
    const dismissed = filed.given(hearsOf(objectionDismissed));
    dismissed.when(hearsOf(objectionUpheld)).thenEvents();
    const other = { objectionId: 'another', sessionNo: 63, decidedOn: '2025-10-10' };
    filed.when((state, moment) => objectionUpheld(state, other, moment)).thenEvents();
  });

  it('R-44: claims the service while it is live, as a live application does', proves({ 'R-44': isLive }), () => {
    expect([claimsOf(refused()), claimsOf(filed), isLive(filed.state)]).toEqual([0, 1, true]);
    expect(claimsOf(filed.given(hearsOf(objectionDismissed)))).toBe(0);
    expect(claimsOf(filed.given(hearsOf(objectionUpheld)))).toBe(1);
  });

  it('S15: keeps its statement at home, and loses it with an erasure', () => {
    const [event] = filed.decided;
    expect(JSON.stringify(event?.data)).not.toContain('보안 인증');
    expect(applicationType.personal?.ObjectionFiled).toEqual(['details.statement']);
  });

  it(
    '§2.6: tells with the refusal how to object, and with the answer how to sue within 90 days',
    proves({ '2.6/after-objection': remediesOf }),
    () => {
      const remedies = ({ state, moment }: Story) => remediesOf(state, moment.at);
      const codes = (one: Story) => remedies(one).map(({ code }) => code);
      expect(codes(underReview())).toEqual([]);
      expect(codes(refused())).toEqual(['OBJECTION', 'SUIT_AFTER_OBJECTION']);
      expect(remedies(refused())[0]?.ko).toContain('2025-10-23');
      expect(codes(refused().on('2025-10-24 00:00'))).toEqual([]);
      expect(codes(filed)).toEqual(['SUIT_AFTER_OBJECTION']);
      const dismissed = filed.given(hearsOf(objectionDismissed));
      expect(codes(dismissed)).toEqual(['SUIT']);
      for (const text of ['ko', 'en'] as const) expect(remedies(dismissed)[0]?.[text]).toContain('90');
    },
  );
});
