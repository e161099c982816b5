import type { Snapshot } from '../aggregates/aggregate-type.js';
import { personOf } from '../kernel/addressee.js';
import { digestOf, messageOf } from './message.js';
import type { NoticeState } from './notice.js';

const notice = (id: string, change: Partial<NoticeState> = {}): Snapshot<NoticeState> => ({
  id,
  version: 1,
  state: {
    reason: 'ASKED',
    to: personOf('kim'),
    about: { kind: 'application', id: 'a', path: '/v1/applications/a' },
    title: { ko: '보완\r\nBcc: x@y.kr 요구', en: 'Supplement demanded' },
    text: { ko: '답변해 주십시오.', en: 'Please answer.' },
    why: { ko: '신청하셨습니다.', en: 'You applied.' },
    rule: 'S22 Art. 24',
    dueOn: '2026-03-16',
    contact: { unit: '디지털서비스팀', phone: '1522-0089', email: 'help@example.kr' },
    at: '2026-03-02T01:00:00.000Z',
    deliveries: [],
    ...change,
  },
});
const kim = { email: 'kim@example.kr', language: 'ko', delivery: 'EACH' } as const;

describe('The message of a notice', () => {
  it('has the language of its reader first, and the other behind it', () => {
    const { text } = messageOf(notice('n-1'), kim);
    expect(text.indexOf('답변해 주십시오.')).toBeLessThan(text.indexOf('Please answer.'));
    const english = messageOf(notice('n-1'), { ...kim, language: 'en' });
    expect(english.subject).toBe('[Digital Service] Supplement demanded');
    expect(english.text.indexOf('Please answer.')).toBeLessThan(english.text.indexOf('답변해 주십시오.'));
  });

  it('has one line as its subject, whatever the title holds', () => {
    expect(messageOf(notice('n-1'), kim).subject).toBe('[디지털서비스] 보완 Bcc: x@y.kr 요구');
  });

  it('S22 Art. 31: names unit and contact, the day due, why it comes and on which article', () => {
    const { text } = messageOf(notice('n-1'), kim);
    for (const line of [
      '기한: 2026-03-16',
      '담당: 디지털서비스팀 · 1522-0089 · help@example.kr',
      '이 통지를 받는 이유: 신청하셨습니다.',
      '근거: S22 Art. 24',
      '확인: /v1/applications/a',
    ])
      expect(text.split('\n')).toContain(line);
  });

  it('says nothing where the officer or the text was erased', () => {
    const { text } = messageOf(notice('n-1', { contact: null, title: null, text: null }), kim);
    expect(text).not.toMatch(/담당|null|undefined/);
  });

  it('of a day holds all notices, under one id that its repeat has as well', () => {
    const day = { address: 'address-1', day: '2026-03-02' };
    const message = digestOf([notice('n-1'), notice('n-2')], kim, day);
    expect(message.subject).toBe('[디지털서비스] 오늘의 통지 2건');
    expect(message.notices).toEqual(['n-1', 'n-2']);
    expect(digestOf([notice('n-1'), notice('n-2')], kim, day).id).toBe(message.id);
    expect(digestOf([notice('n-1')], kim, day).id).not.toBe(message.id);
  });
});
