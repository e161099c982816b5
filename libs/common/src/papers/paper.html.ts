import type { Block, Paper } from './paper.js';

const STYLE = [
  'body{font-family:"Noto Sans KR",sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;line-height:1.6}',
  'h1{text-align:center}',
  'table{border-collapse:collapse;width:100%;margin:.5rem 0}',
  'th,td{border:1px solid #555;padding:.35rem .6rem;text-align:left;vertical-align:top}',
  'thead th,tbody th{background:#f0f0f0}',
  '.figure{text-align:right}',
  'footer{margin-top:2rem;color:#555;font-size:.85rem}',
].join('');

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

/** Words of people stay words: none of them becomes mark-up. */
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES.get(sign) ?? sign);

/** A paper as a page of its own, in Korean, without script. */
export const paperAsHtml = ({ title, foot, blocks }: Paper): string =>
  [
    '<!DOCTYPE html>',
    '<html lang="ko">',
    `<head><meta charset="utf-8"><title>${escaped(title)}</title><style>${STYLE}</style></head>`,
    `<body><main><h1>${escaped(title)}</h1>`,
    ...blocks.map(blockAsHtml),
    `</main><footer>${escaped(foot)}</footer></body>`,
    '</html>',
    '',
  ].join('\n');

function blockAsHtml(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h2>${escaped(block.text)}</h2>`;
    case 'paragraph':
      return block.text
        .split('\n')
        .map((line) => `<p>${escaped(line)}</p>`)
        .join('');
    case 'facts':
      return `<table><tbody>${block.rows
        .map(([name, value]) => `<tr><th scope="row">${escaped(name)}</th><td>${escaped(value)}</td></tr>`)
        .join('')}</tbody></table>`;
    case 'table':
      return tableAsHtml(block);
  }
}

function tableAsHtml({ columns, rows }: Extract<Block, { kind: 'table' }>): string {
  const side = (i: number): string => (columns[i]?.right === true ? ' class="figure"' : '');
  const head = columns.map(({ head: text }, i) => `<th scope="col"${side(i)}>${escaped(text)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((cell, i) => `<td${side(i)}>${escaped(cell)}</td>`).join('')}</tr>`);
  return `<table><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}
