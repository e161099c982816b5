import { paperAsHtml } from '#common/papers/paper.html.js';
import { paperAsPdf } from '#common/papers/paper.pdf.js';
import { readPdf } from '#testing/pdf.js';
import { refusalOf } from '#testing/specification.js';
import { contestExclusion, excludeMember } from './domain/excluding.js';
import type { MinutesDraft } from './domain/minuting.js';
import { decideGroundE, openRecusalBallot } from './domain/resolving.js';
import { closeSession, deferItem, deliberate } from './domain/sitting.js';
import { ensureReadsWhole, madePaperOf } from './session-papers.js';
import { minutesPaper, selectionActPaper } from './session.paper.js';
import {
  bound,
  byChair,
  caseNo,
  counted,
  noticed,
  opened,
  testBox,
  voted,
  votesOf,
  votingOn,
} from './testing/session.steps.js';

const on4 = { item: 1, memberId: 'member-4' };
const excluded = { ...on4, ground: 'B', evidence: '용역 계약서', by: 'SECRETARY' } as const;
const sitting = opened(noticed(caseNo(1), caseNo(2)), 14, ['member-3'])
  .given(bound(excludeMember, excluded))
  .given((state) => contestExclusion(state, { ...on4, by: { sub: 'member-4' }, reason: '사실과 다르다' }))
  .given(bound(openRecusalBallot, { ...byChair, ...on4 }))
  .given(bound(decideGroundE, { ...byChair, ...on4, reason: '기권으로 부결', box: testBox }));
const { state: session } = counted(voted(votingOn(sitting, 1), 1, ...votesOf(2, 0), [2, 'NO']), 1)
  .given(bound(deliberate, { ...byChair, item: 2 }))
  .given(bound(deferItem, { ...byChair, item: 2, reason: '위원장의 말', requests: ['재무제표'] }))
  .given(bound(closeSession, byChair));
const draft: MinutesDraft = {
  summary: '1호 미선정, 2호 보류',
  items: [{ item: 1, reasons: ['보안 미흡'], record: '질의와 <b>답변' }],
};
const madeAt = new Date('2025-09-19T06:00:00Z');

describe('The paper of the minutes', () => {
  const page = paperAsHtml(minutesPaper({ session, draft, madeAt }));

  it('§11.2: says who was there and stood aside, what was decided by how many votes, and why', () => {
    for (const said of [
      '<h1>디지털서비스 심사위원회 회의록</h1>',
      '제62차 회의',
      '2025년 9월 19일 14:00, 세종',
      '재적위원 20명 가운데 14명이 출석하였다.',
      '안건 1. 서비스 1 (제공기업 1)',
      '출석 13명, 찬성 2명, 반대 1명, 기권 0명',
      '회피',
      'member-3 (시행령 제15조의4 제2호)',
      'member-4: 해당하지 않음',
      '사유 1. 보안 미흡',
      '질의와 &lt;b&gt;답변',
      '안건 2. 서비스 2 (제공기업 2)',
      '보류',
      '보완 요구 1. 재무제표',
      '1호 미선정, 2호 보류',
    ])
      expect(page).toContain(said);
  });

  it('R-34: has no vote, and no text that can be erased', () => {
    for (const erasable of ['용역 계약서', '사실과 다르다', '기권으로 부결', '위원장의 말'])
      expect(page).not.toContain(erasable);
    expect(page).not.toContain('NO');
  });

  it('R-47: is tagged in reading order, in Korean, and shows its title', async () => {
    const pdf = await readPdf(await paperAsPdf(minutesPaper({ session, draft, madeAt })));
    expect(pdf).toMatchObject({
      language: 'ko-KR',
      title: '디지털서비스 심사위원회 회의록',
      isTagged: true,
      showsTitle: true,
    });
    const headings = pdf.tags.filter(({ tag }) => tag.startsWith('H')).map(({ text }) => text);
    expect(headings).toEqual([
      '디지털서비스 심사위원회 회의록',
      '출석',
      '안건 1. 서비스 1 (제공기업 1)',
      '안건 2. 서비스 2 (제공기업 2)',
      '회의 결과',
    ]);
  });

  it('of the longest texts is printed in bounded time and space', async () => {
    const items = [
      { item: 1, reasons: Array.from({ length: 20 }, () => '다라마 '.repeat(500)), record: '가'.repeat(10_000) },
    ];
    const bytes = await paperAsPdf(minutesPaper({ session, draft: { summary: '나 '.repeat(5_000), items }, madeAt }));
    expect(bytes.length).toBeLessThan(2 * 1024 * 1024);
  });

  it('is by no template that does not exist', () => {
    expect(() => minutesPaper({ session, draft, madeAt }, 'constructor')).toThrow('There is no template constructor');
  });
});

describe('The paper of the selection act', () => {
  const act = { number: '제62호', on: '2025-09-19' };
  const selecting = counted(voted(votingOn(opened(noticed(caseNo(1)), 14), 1), 1, ...votesOf(8, 6)), 1);

  it('says under which number and on which day what was selected, and by how many votes', () => {
    const page = paperAsHtml(selectionActPaper({ session: selecting.state, act, madeAt }));
    for (const said of [
      '<h1>디지털서비스 선정 공고</h1>',
      '제62호',
      '2025년 9월 19일',
      '제62차 심사위원회',
      '서비스 1',
      '제공기업 1',
      '출석 14명, 찬성 8명, 반대 6명, 기권 0명',
      '과학기술정보통신부장관',
    ])
      expect(page).toContain(said);
  });

  it('says that nothing was selected, and nothing of what was refused or deferred', () => {
    const page = paperAsHtml(selectionActPaper({ session, act, madeAt }));
    expect(page).toContain('이 회의에서 선정한 서비스는 없다.');
    for (const withheld of ['서비스 1', '제공기업 2', '보안', 'member-']) expect(page).not.toContain(withheld);
  });

  it('is by no template that does not exist', () => {
    const facts = { session, act, madeAt };
    expect(() => selectionActPaper(facts, 'constructor')).toThrow('There is no template constructor');
  });
});

describe('The papers of a session', () => {
  it('S20: are read by nobody who stands aside on an item', () => {
    expect(() => ensureReadsWhole(session, { sub: 'member-2' })).not.toThrow();
    expect(() => ensureReadsWhole(session, { sub: 'secretary', org: '9999999999' })).not.toThrow();
    for (const reader of [{ sub: 'member-3' }, { sub: 'secretary', org: caseNo(2).supplier }])
      expect(refusalOf(() => ensureReadsWhole(session, reader))).toBe('FORBIDDEN');
  });

  it('are not there before they are made', () => {
    for (const kind of ['MINUTES', 'SELECTION_ACT'] as const)
      expect(refusalOf(() => madePaperOf(session, kind))).toBe('PAPER_NOT_MADE');
  });
});
