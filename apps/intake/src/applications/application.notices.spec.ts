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
const told = (event: object, state: ApplicationState = application): readonly NoticeDraft[] =>
  draftsOf(applicationNotices, {
    event: { at: moment.at, actor: systemActor('spec'), ...event } as unknown as Recorded<ApplicationEvent>,
    state,
    moment,
  });

const requested = {
  type: 'SupplementRequested',
  data: { applicationId: 'app-1', supplement: 1, dueOn: '2026-03-16' },
  details: { items: [{ subject: 'SLA', reason: '서명이 없다' }], checkDaysLeft: 3 },
};
const result = (decision: string, requests: readonly string[] = []) => ({
  type: 'ResultReceived',
  data: { result: { decision, sessionNo: 63, requests, reasons: ['비밀'], criteria: [] } },
});

describe('What a supplier is told of an application', () => {
  it('S22 Art. 31: names unit and contact of the officer, the day due, why it comes and on which article', () => {
    const [notice] = told(requested);
    expect(notice).toMatchObject({
      reason: 'SUPPLEMENT_REQUESTED',
      to: `SUPPLIER@${sampleSupplier.businessNumber}`,
      once: '1',
      dueOn: '2026-03-16',
      contact: { unit: officer.unit, phone: officer.phone, email: officer.email },
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
    const erased = { ...application, officer: { ...officer, phone: null, email: null } };
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
    expect(told(result('DEFERRED', ['가', '나']))[0]?.text.ko).toContain('자료 2가지');
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
  const facts = { dueOn: '2026-03-16', items: 2, sessionNo: 63 };

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
