import { sampleService, sampleSupplier } from '#common/events/definitions/samples.js';
import type { Recorded } from '#common/aggregates/aggregate-type.js';
import { draftsOf, type NoticeDraft } from '#common/aggregates/notices.js';
import { systemActor } from '#common/kernel/actor.js';
import { momentOf } from '#testing/specification.js';
import { noticeTexts } from './application.notice-texts.js';
import { applicationNotices } from './application.notices.js';
import type { ApplicationEvent } from './domain/application.events.js';
import type { ApplicationState } from './domain/application.state.js';

const officer = {
  sub: 'officer-1',
  name: '박담당',
  hasDeclared: true,
  unit: '디지털서비스팀',
  phone: '1522-0089',
  email: 'help@example.kr',
};
const application = {
  id: 'app-1',
  status: 'CHECKING',
  supplier: sampleSupplier,
  service: { ...sampleService, name: '민원365' },
  officer,
  supplements: [],
} as unknown as ApplicationState;
const moment = momentOf('2026-03-02');

/** What an event makes known of an application. */
const told = (
  event: object,
  state: ApplicationState = application,
  before: ApplicationState = application,
): readonly NoticeDraft[] =>
  draftsOf(applicationNotices, {
    event: { at: moment.at, actor: systemActor('spec'), ...event } as unknown as Recorded<ApplicationEvent>,
    before,
    state,
    moment,
  });
const reasonsOf = (notices: readonly NoticeDraft[]): readonly string[] =>
  notices.map(({ reason, to }) => `${reason} ${to}`);
const SUPPLIER = `SUPPLIER@${sampleSupplier.businessNumber}`;

const requested = {
  type: 'SupplementRequested',
  data: { applicationId: 'app-1', supplement: 1, dueOn: '2026-03-16' },
  details: { items: [{ subject: 'SLA', reason: '서명이 없다' }], checkDaysLeft: 3 },
};
const result = (decision: string, requests: readonly string[] = []) => ({
  type: 'ResultReceived',
  data: {
    result: {
      decision,
      sessionNo: 63,
      requests,
      reasons: ['비밀'],
      criteria: [],
      ...(requests.length > 0 && { answerDueOn: '2026-03-17' }),
    },
    ...(decision === 'NOT_SELECTED' && { objectUntil: '2026-04-01' }),
  },
});
const handOver = (by: 'TAKE_OVER' | 'HAND_OVER', sub: string) => ({
  event: {
    type: 'OfficerChanged',
    data: { by },
    details: { officer: { ...officer, sub, name: '이담당' } },
    reason: '병가',
  },
  state: { ...application, officer: { ...officer, sub, name: '이담당' } },
});

describe('What a supplier is told of an application', () => {
  it('S22 Art. 31: gives name, unit and contact of the officer, the day due, why it comes and on which article', () => {
    const [notice] = told(requested);
    expect(notice).toMatchObject({
      reason: 'SUPPLEMENT_REQUESTED',
      to: `SUPPLIER@${sampleSupplier.businessNumber}`,
      once: '1',
      dueOn: '2026-03-16',
      contact: { name: officer.name, unit: officer.unit, phone: officer.phone, email: officer.email },
      rule: 'S22 Art. 24(1)',
    });
    expect(notice?.why.ko).toMatch(/신청/);
    expect(notice?.text.ko).toContain('2026-03-16까지');
    expect(notice?.text.en).toContain('by 2026-03-16');
  });

  it('never repeats a reason: what was found wanting is read where its readers are known', () => {
    const all = [...told(requested), ...told(result('NOT_SELECTED')), ...told({ type: 'ApplicationReturned' })];
    expect(all).toHaveLength(3);
    expect(JSON.stringify(all)).not.toMatch(/서명이 없다|비밀/);
  });

  it('names the desk where no officer is responsible, and where the officer was erased', () => {
    const { officer: _, ...rest } = application;
    const desk = moment.policy['notices.desk'];
    expect(told(requested, rest as ApplicationState)[0]?.contact).toEqual(desk);
    const erased = { ...application, officer: { ...officer, name: null, phone: null, email: null } };
    expect(told(requested, erased)[0]?.contact).toEqual({ ...desk, unit: officer.unit });
  });

  it('tells each extension and the second demand on its own', () => {
    const extended = (dueOn: string) => told({ type: 'SupplementExtended', data: { supplement: 1, dueOn } })[0]?.once;
    expect(extended('2026-03-23')).not.toBe(extended('2026-03-30'));
    const [again] = told({ type: 'SupplementRedemanded', data: { supplement: 1, dueOn: '2026-03-26' } });
    expect(again).toMatchObject({ reason: 'SUPPLEMENT_REDEMANDED', dueOn: '2026-03-26', rule: 'S22 Art. 24(3)' });
  });

  it('A-06: a refusal says until when to object, and that one may sue within 90 days of the answer', () => {
    const [refused] = told(result('NOT_SELECTED'));
    expect(refused).toMatchObject({ reason: 'SERVICE_NOT_SELECTED', dueOn: '2026-04-01', rule: 'S23b Art. 36' });
    expect(refused?.text.ko).toMatch(/이의신청.*90일 이내에 행정심판이나 행정소송/);
    expect(told(result('SELECTED'))[0]).toMatchObject({ reason: 'SERVICE_SELECTED', once: '63' });
  });

  it('R-11: the notice of a deferral has the list of requests and the day due; one that asks for nothing has neither', () => {
    const [deferred] = told(result('DEFERRED', ['구성도', '복구 시험 결과']));
    expect(deferred).toMatchObject({ reason: 'REVIEW_DEFERRED', once: '63', dueOn: '2026-03-17' });
    expect(deferred?.text.ko).toContain('자료 2가지를 2026-03-17까지');
    for (const text of [deferred?.text.ko, deferred?.text.en]) expect(text).toContain('\n1. 구성도\n2. 복구 시험 결과');
    const [silent] = told(result('DEFERRED'));
    expect(silent?.dueOn).toBeUndefined();
    expect(silent?.text.ko).toContain('하실 일은 없습니다');
  });

  it('R-46: an extension of the check is told with its reason and the new day due, each by itself', () => {
    const extended = (extension: number, reason?: string) =>
      told({ type: 'CheckExtended', data: { dueOn: '2026-03-20', extension }, ...(reason && { reason }) });
    const [first, ...others] = extended(1, '서류가 많다');
    expect(first).toMatchObject({ reason: 'CHECK_EXTENDED', to: SUPPLIER, once: '1', dueOn: '2026-03-20' });
    expect(first?.text.ko).toContain('2026-03-20까지로 연장합니다. 사유: 서류가 많다');
    expect(first?.rule).toBe('S22 Art. 21');
    expect(others).toEqual([]);
    expect(reasonsOf(extended(2))).toEqual([
      `CHECK_EXTENDED ${SUPPLIER}`,
      'CHECK_EXTENSION_CONSENTED person:officer-1',
    ]);
    expect(extended(2)[0]?.once).toBe('2');
  });

  it('R-46: consent to another extension is asked of the applicant by the day due; the officer hears a refusal', () => {
    const asked = { ...application, deadlines: [{ key: 'CHECK', dueAt: '2026-03-06T15:00:00.000Z' }] };
    const [question] = told({ type: 'CheckExtensionAsked', data: {}, reason: '확인이 늦다' }, asked as never);
    expect(question).toMatchObject({ reason: 'CHECK_EXTENSION_ASKED', to: SUPPLIER, dueOn: '2026-03-06' });
    expect(question?.text.ko).toContain('사유: 확인이 늦다');
    const declined = { type: 'CheckExtensionDeclined', data: { declinedAt: moment.at.toISOString() } };
    expect(reasonsOf(told(declined, asked as never))).toEqual(['CHECK_EXTENSION_DECLINED person:officer-1']);
  });

  it('S22 Art. 23: the notice of progress says who has the application and what comes next, each time anew', () => {
    const noticed = (notice: number) => told({ type: 'ProgressNoticed', data: { notice } })[0];
    expect(noticed(1)).toMatchObject({ reason: 'PROGRESS', to: SUPPLIER, once: '1', rule: 'S22 Art. 23' });
    expect(noticed(1)?.text.ko).toContain('담당자가 서류를 확인합니다');
    expect(noticed(1)?.text.en).toContain('The officer checks the papers');
    expect(noticed(2)?.once).toBe('2');
  });

  it('§11.1: a hand-over is told to the next officer, to the last one and to the supplier, never with its reason', () => {
    const { event, state } = handOver('HAND_OVER', 'officer-2');
    const all = told(event, state);
    expect(reasonsOf(all)).toEqual([
      `OFFICER_CHANGED ${SUPPLIER}`,
      'APPLICATION_HANDED_OVER person:officer-2',
      'APPLICATION_TAKEN_OVER person:officer-1',
    ]);
    expect(all[0]?.contact.name).toBe('이담당');
    expect(JSON.stringify(all)).not.toContain('병가');
    const taken = handOver('TAKE_OVER', 'officer-2');
    expect(reasonsOf(told(taken.event, taken.state))).toEqual([
      `OFFICER_CHANGED ${SUPPLIER}`,
      'APPLICATION_TAKEN_OVER person:officer-1',
    ]);
    // The officer to whom it was handed declares: nobody hears anything new.
    expect(told(taken.event, taken.state, state)).toEqual([]);
  });

  it('R-44: an objection is confirmed with its day due, its extension told with the reason', () => {
    const ids = { objectionId: 'o-1', answerDueOn: '2026-03-16' };
    const filed = told({ type: 'ObjectionFiled', data: ids });
    expect(reasonsOf(filed)).toEqual([`OBJECTION_FILED ${SUPPLIER}`, 'OBJECTION_FILED person:officer-1']);
    expect(filed[0]).toMatchObject({ once: 'o-1', dueOn: '2026-03-16', rule: 'S23b Art. 36(2), A-06' });
    const [longer] = told({
      type: 'ObjectionExtended',
      data: { ...ids, answerDueOn: '2026-03-26' },
      reason: '위원 교체',
    });
    expect(longer).toMatchObject({ reason: 'OBJECTION_EXTENDED', to: SUPPLIER, dueOn: '2026-03-26' });
    expect(longer?.text.ko).toContain('사유: 위원 교체');
  });

  it('R-44: the answer to an objection is told; dismissed, with the 90 days to appeal or sue', () => {
    const resolved = (resolution: string) =>
      told({ type: 'ObjectionResolved', data: { objectionId: 'o-1', resolution, sessionNo: 64 } })[0];
    expect(resolved('UPHELD')).toMatchObject({ reason: 'OBJECTION_UPHELD', to: SUPPLIER });
    expect(resolved('UPHELD')?.text.ko).not.toMatch(/행정소송/);
    const dismissed = resolved('DISMISSED');
    expect(dismissed).toMatchObject({ reason: 'OBJECTION_DISMISSED', rule: 'S23b Art. 36(4), (5)' });
    expect(dismissed?.text.ko).toMatch(/90일 이내에 행정심판이나 행정소송/);
    expect(dismissed?.text.en).toMatch(/Within 90 days .* appeal or sue/);
  });

  it('A-14: a cancelled selection is told with its grounds and the remedy; contracts go on unless it was fraud', () => {
    const ended = (data: object) => told({ type: 'SelectionEnded', data: { on: '2026-03-02', ...data } });
    const [cancelled] = ended({ why: 'SELECTION_CANCELLED', causes: ['SERVICE_ENDED', 'NEWER'], fraud: false });
    expect(cancelled).toMatchObject({ reason: 'SELECTION_CANCELLED', to: SUPPLIER, rule: 'A-14' });
    expect(cancelled?.text.ko).toMatch(/근거: 서비스 종료, NEWER\. 이미 체결된 계약.*90일 이내/);
    expect(cancelled?.text.en).toContain('Within 90 days of this notice');
    const [fraud] = ended({ why: 'SELECTION_CANCELLED', causes: ['FRAUD'], fraud: true });
    expect(fraud?.text.en).not.toContain('go on');
    expect(ended({ why: 'LISTING_EXPIRED' })).toEqual([]);
    // The listing was heard of first: review tells the grounds, and by them which of the two it is.
    expect(ended({ why: 'SELECTION_CANCELLED' })).toEqual([]);
    expect(ended({ why: 'REVOTE', causes: ['REVOTE'], fraud: false })).toHaveLength(1);
  });

  it('tells the supplier and the officer of a withdrawal, and the supplier of a draft that lapsed', () => {
    expect(reasonsOf(told({ type: 'ApplicationWithdrawn', data: {} }))).toEqual([
      `APPLICATION_WITHDRAWN ${SUPPLIER}`,
      'APPLICATION_WITHDRAWN person:officer-1',
    ]);
    expect(reasonsOf(told({ type: 'DraftAbandoned', data: { by: 'TIME' } }))).toEqual([`DRAFT_LAPSED ${SUPPLIER}`]);
    expect(told({ type: 'DraftAbandoned', data: { by: 'SUPPLIER' } })).toEqual([]);
  });

  it('tells nobody of what was erased, of drafts and of readers', () => {
    expect(told({ type: 'ResultReceived', data: { result: null } })).toEqual([]);
    expect(told({ type: 'ApplicationDrafted', data: {} })).toEqual([]);
    expect(told({ type: 'ReadersAdmitted', data: {} })).toEqual([]);
  });

  it('tells the officer that a supplement was answered', () => {
    const [notice] = told({ type: 'ApplicationSupplemented', data: { supplement: 1 } });
    expect(notice).toMatchObject({ reason: 'SUPPLEMENT_ANSWERED', to: 'person:officer-1' });
  });
});

describe('The texts of notices about an application', () => {
  const facts = {
    dueOn: '2026-03-16',
    items: 2,
    sessionNo: 63,
    reason: 'typed',
    grounds: [{ ko: '폐업', en: 'The business has ended' }],
    standing: { holder: { ko: '담당자', en: 'the officer' }, nextStep: { ko: '확인', en: 'the check' } },
  };

  it.each(Object.keys(noticeTexts) as (keyof typeof noticeTexts)[])(
    '%s: one line as a title, both languages',
    (reason) => {
      for (const service of ['민원365', '클라우드', 'Cloud-M']) {
        const { title, text, rule } = noticeTexts[reason]({ ...facts, service });
        for (const part of [title.ko, title.en, text.ko, text.en, rule]) {
          expect(part).not.toMatch(/undefined|NaN|\n/);
          expect(part.trim()).toBe(part);
        }
        expect(title.ko).toContain(service);
        expect(text.ko).toMatch(/[가-힣]/);
        expect(`${title.en} ${text.en}`.replaceAll(service, '')).not.toMatch(/[가-힣]/);
      }
    },
  );

  it('fits its particles to the name of the service', () => {
    const { text } = noticeTexts.SERVICE_SELECTED({ service: '클라우드', sessionNo: 63 });
    expect(text.ko).toContain('클라우드가 ');
    expect(noticeTexts.SERVICE_SELECTED({ service: '행정전산망', sessionNo: 63 }).text.ko).toContain('행정전산망이 ');
  });
});
