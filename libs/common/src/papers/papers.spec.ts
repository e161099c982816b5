import { createHash } from 'node:crypto';
import { readPdf } from '#testing/pdf.js';
import { grouped, koreanDay, koreanWon, type Paper } from './paper.js';
import { paperAsHtml } from './paper.html.js';
import { paperAsPdf } from './paper.pdf.js';

const paper: Paper = {
  title: '디지털서비스 이용계약서',
  foot: '관리번호 1',
  madeAt: new Date('2025-10-16T01:00:00Z'),
  blocks: [
    { kind: 'facts', rows: [['수요기관', '수요기관 1']] },
    { kind: 'heading', text: '제1조 (목적)' },
    { kind: 'paragraph', text: '첫째 줄 <b>&\n둘째 줄 緣 뷁' },
    {
      kind: 'table',
      columns: [
        { head: '품목', share: 3 },
        { head: '금액', share: 1, right: true },
      ],
      rows: [['표준형', '12,000,000']],
    },
  ],
};

const hash = async (one: Paper) =>
  createHash('sha256')
    .update(await paperAsPdf(one))
    .digest('hex');

describe('A paper as PDF', () => {
  it('R-47: is tagged in reading order, in Korean, and shows its title', async () => {
    const pdf = await readPdf(await paperAsPdf(paper));
    expect(pdf).toMatchObject({ pages: 1, language: 'ko-KR', title: paper.title, isTagged: true, showsTitle: true });
    expect(pdf.tags).toEqual([
      { tag: 'H1', text: '디지털서비스 이용계약서' },
      { tag: 'TH', text: '수요기관' },
      { tag: 'TD', text: '수요기관 1' },
      { tag: 'H2', text: '제1조 (목적)' },
      { tag: 'P', text: '첫째 줄 <b>&' },
      { tag: 'P', text: '둘째 줄 緣 뷁' },
      { tag: 'TH', text: '품목' },
      { tag: 'TH', text: '금액' },
      { tag: 'TD', text: '표준형' },
      { tag: 'TD', text: '12,000,000' },
    ]);
    expect(pdf.text).toContain('관리번호 1 · 1 / 1');
  });

  it('R-47: is the same bytes for the same paper, so that signatures keep matching', async () => {
    const first = await hash(paper);
    expect(await hash(structuredClone(paper))).toBe(first);
    expect(await hash({ ...paper, madeAt: new Date('2025-10-16T01:00:01Z') })).not.toBe(first);
    expect(await hash({ ...paper, foot: '관리번호 2' })).not.toBe(first);
  });

  it('names a sign that the font lacks by its number', async () => {
    const blocks = [{ kind: 'paragraph', text: '도입 😀 끝' }] as const;
    expect((await readPdf(await paperAsPdf({ ...paper, blocks }))).text).toContain('도입 [U+1F600] 끝');
  });

  it('goes on over pages without losing a row or a word', async () => {
    const rows = Array.from({ length: 120 }, (_, i) => [`품목 ${i} `.repeat(6).trim(), grouped(i * 1_000)]);
    const [table] = paper.blocks.slice(-1);
    const long = '가나다라마바사 '.repeat(700).trim();
    const blocks = [
      { ...table, rows },
      { kind: 'paragraph', text: long },
    ] as Paper['blocks'];
    const pdf = await readPdf(await paperAsPdf({ ...paper, blocks }));
    expect(pdf.pages).toBeGreaterThan(5);
    expect(pdf.tags.filter(({ tag }) => tag === 'TD')).toHaveLength(240);
    for (const [, amount = ''] of rows) expect(pdf.tags).toContainEqual({ tag: 'TD', text: amount });
    // A line may break behind any syllable, and a page behind any line.
    const body = pdf.text.replace(/관리번호 1 · \d+ \/ \d+/g, '').replace(/\s/g, '');
    expect(body.match(/가나다라마바사/g)).toHaveLength(700);
  });
});

describe('A paper as HTML', () => {
  it('is in Korean, with headings of rows and columns, and takes no mark-up from people', () => {
    const page = paperAsHtml(paper);
    expect(page).toMatch(/^<!DOCTYPE html>\n<html lang="ko">/);
    expect(page).toContain('<p>첫째 줄 &lt;b&gt;&amp;</p><p>둘째 줄 緣 뷁</p>');
    expect(page).toContain('<th scope="row">수요기관</th><td>수요기관 1</td>');
    expect(page).toContain('<th scope="col" class="figure">금액</th>');
    expect(page).toContain('<td class="figure">12,000,000</td>');
  });
});

describe('Korean figures', () => {
  it('have separators, and days are written out', () => {
    expect([grouped(0), grouped(999), grouped(1_000), grouped(9_007_199_254_740_991)]).toEqual([
      '0',
      '999',
      '1,000',
      '9,007,199,254,740,991',
    ]);
    expect([koreanWon(10_800_000), koreanDay('2025-10-05')]).toEqual(['10,800,000원', '2025년 10월 5일']);
  });
});
