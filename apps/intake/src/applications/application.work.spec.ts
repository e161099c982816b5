import { sampleService, sampleSupplier } from '#common/events/definitions/samples.js';
import { dutiesOf } from '#common/aggregates/work.js';
import { applicationWork } from './application.work.js';
import type { ApplicationState } from './domain/application.state.js';

const CHECK = { key: 'CHECK', dueAt: '2026-03-09T15:00:00.000Z', basis: 'bd', rule: 'A-04' };
const officer = { sub: 'officer-1', name: '박담당', unit: 'NIA', phone: '1', email: 'a@b.kr', hasDeclared: true };
const inCheck = {
  status: 'CHECKING',
  supplier: sampleSupplier,
  service: { ...sampleService, name: '민원365' },
  officer,
  deadlines: [CHECK],
} as unknown as ApplicationState;
const SUPPLIER = `SUPPLIER@${sampleSupplier.businessNumber}`;

const waits = (change: object): readonly string[] =>
  dutiesOf(applicationWork, { ...inCheck, ...change }).flatMap(({ code, for: people, deadline }) =>
    people.map((one) => `${code} ${one} ${deadline?.dueAt ?? '–'}`),
  );

describe('What waits in an application', () => {
  it('§11.1: a draft until the day it is kept to, for its supplier', () => {
    const kept = { ...CHECK, key: 'DRAFT_KEPT' };
    expect(waits({ status: 'DRAFT', deadlines: [kept] })).toEqual([`SUBMIT_APPLICATION ${SUPPLIER} ${kept.dueAt}`]);
  });

  it('§11.1: an application that was handed over waits to be taken over, and not for a decision', () => {
    expect(waits({})).toEqual([`CHECK_APPLICATION person:officer-1 ${CHECK.dueAt}`]);
    const handed = { officer: { ...officer, sub: 'officer-2', hasDeclared: false } };
    expect(waits(handed)).toEqual([`TAKE_OVER_APPLICATION person:officer-2 ${CHECK.dueAt}`]);
    expect(waits({ ...handed, status: 'UNDER_REVIEW', deadlines: [] })).toEqual([
      'TAKE_OVER_APPLICATION person:officer-2 –',
    ]);
    for (const status of ['SELECTED', 'RETURNED', 'WITHDRAWN']) {
      expect(waits({ ...handed, status, deadlines: [] })).toEqual([]);
    }
  });

  it('R-46: the consent to another extension, for the supplier, until the check is due', () => {
    expect(waits({ extensionAsked: true })).toContain(`ANSWER_CHECK_EXTENSION ${SUPPLIER} ${CHECK.dueAt}`);
  });

  it('R-11: what the committee asked for, for the supplier, until the day due', () => {
    const result = { decision: 'DEFERRED', sessionNo: 63, answerDueOn: '2026-03-17', requests: ['구성도'] };
    const deferred = { status: 'DEFERRED', deadlines: [], result };
    expect(waits(deferred)).toEqual([`ANSWER_DEFERRAL ${SUPPLIER} 2026-03-17T15:00:00.000Z`]);
    const answer = { sessionNo: 63, answeredAt: '2026-03-10T01:00:00.000Z', answers: [] };
    expect(waits({ ...deferred, deferralAnswers: [answer] })).toEqual([]);
  });

  it('A-06: an objection, for the secretary, until it is answered; late is told', () => {
    const objection = { n: 1, objectionId: 'o-1', sessionNo: 63, filedOn: '2026-03-02', answerDueOn: '2026-03-16' };
    const refused = { status: 'NOT_SELECTED', deadlines: [] };
    expect(waits({ ...refused, objections: [objection] })).toEqual([
      'ANSWER_OBJECTION role:SECRETARY 2026-03-16T15:00:00.000Z',
    ]);
    const resolution = { outcome: 'DISMISSED', sessionNo: 64, on: '2026-03-10' };
    expect(waits({ ...refused, objections: [{ ...objection, resolution }] })).toEqual([]);
    expect(applicationWork.tasks['ANSWER_OBJECTION']?.tellsOverdue).toBe(true);
  });
});
