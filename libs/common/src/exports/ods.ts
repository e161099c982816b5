import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Bilingual } from '../kernel/bilingual.js';
import { isDay } from '../kernel/day.js';
import { own } from '../kernel/own.js';
import { digitsOf, inChunks, type Cell, type CellKind, type Table } from './table.js';

export const ODS_TYPE = 'application/vnd.oasis.opendocument.spreadsheet';

const XML = '<?xml version="1.0" encoding="UTF-8"?>\n';
const OASIS = 'urn:oasis:names:tc:opendocument:xmlns:';
const NAMESPACES = Object.entries({
  office: 'office:1.0',
  style: 'style:1.0',
  text: 'text:1.0',
  table: 'table:1.0',
  number: 'datastyle:1.0',
  fo: 'xsl-fo-compatible:1.0',
})
  .map(([prefix, name]) => ` xmlns:${prefix}="${OASIS}${name}"`)
  .join('');

const MANIFEST =
  `${XML}<manifest:manifest xmlns:manifest="${OASIS}manifest:1.0" manifest:version="1.3">` +
  `<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="${ODS_TYPE}"/>` +
  '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>' +
  '</manifest:manifest>';

const HEAD =
  `${XML}<office:document-content${NAMESPACES} office:version="1.3"><office:automatic-styles>` +
  '<number:number-style style:name="grouped"><number:number number:decimal-places="0"' +
  ' number:min-integer-digits="1" number:grouping="true"/></number:number-style>' +
  '<number:date-style style:name="iso"><number:year number:style="long"/><number:text>-</number:text>' +
  '<number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/>' +
  '</number:date-style>' +
  '<style:style style:name="whole" style:family="table-cell" style:data-style-name="grouped"/>' +
  '<style:style style:name="day" style:family="table-cell" style:data-style-name="iso"/>' +
  '<style:style style:name="head" style:family="table-cell">' +
  '<style:text-properties fo:font-weight="bold" style:font-weight-asian="bold"/></style:style>' +
  '</office:automatic-styles><office:body><office:spreadsheet>';
const TAIL = '</office:spreadsheet></office:body></office:document-content>';

/**
 * A table as an OpenDocument spreadsheet (개방형 문서 서식), version 1.3. The first sheet has the rows, under the Korean
 * and the English headers; the second one says what the table rests on. No cell of it is a formula.
 */
export function odsOf(table: Table): Readable {
  const zip = new ZipFile();
  // The first file, neither packed nor with a field of its own: so a reader knows the kind by the first bytes.
  zip.addBuffer(Buffer.from(ODS_TYPE), 'mimetype', { compress: false, forceDosTimestamp: true });
  zip.addBuffer(Buffer.from(MANIFEST), 'META-INF/manifest.xml');
  const content = Readable.from(inChunks(contentOf(table)), { objectMode: false });
  const whole = zip.outputStream as Readable;
  // The zip hears of neither: a file that breaks off must not look like a whole one, nor a row be read for nobody.
  content.once('error', (error) => whole.destroy(error));
  whole.once('close', () => content.destroy());
  zip.addReadStream(content, 'content.xml');
  zip.end();
  return whole;
}

async function* contentOf({ name, facts, columns, rows }: Table): AsyncGenerator<string> {
  const heading = (language: keyof Bilingual): string => rowOf(columns.map(({ header }) => head(header[language])));
  yield `${HEAD}<table:table table:name="${escaped(name.ko)}">`;
  yield `<table:table-column table:number-columns-repeated="${columns.length}"/>`;
  yield `<table:table-header-rows>${heading('ko')}${heading('en')}</table:table-header-rows>`;
  for await (const row of rows) yield rowOf(columns.map(({ kind }, i) => cell(kind, row[i])));
  yield '</table:table><table:table table:name="설명"><table:table-column table:number-columns-repeated="3"/>';
  yield rowOf([head('항목'), head('Item'), head('값 / Value')]);
  for (const [what, value] of facts) yield rowOf([what.ko, what.en, value].map((text) => textCell(text)));
  yield `</table:table>${TAIL}`;
}

const rowOf = (cells: readonly string[]): string => `<table:table-row>${cells.join('')}</table:table-row>`;
const head = (text: string): string => textCell(text, ' table:style-name="head"');

function cell(kind: CellKind, value: Cell): string {
  if (value === undefined) return '<table:table-cell/>';
  if (kind === 'DAY' && typeof value === 'string' && isDay(value))
    return (
      `<table:table-cell table:style-name="day" office:value-type="date" office:date-value="${value}">` +
      `<text:p>${value}</text:p></table:table-cell>`
    );
  const digits = digitsOf(value);
  // A spreadsheet keeps numbers as doubles: digits beyond them would be rounded, so they are text.
  if (digits === undefined || isBeyondDouble(value)) return textCell(digits ?? String(value));
  const style = Number.isInteger(Number(digits)) ? ' table:style-name="whole"' : '';
  return (
    `<table:table-cell${style} office:value-type="float" office:value="${digits}">` +
    `<text:p>${digits}</text:p></table:table-cell>`
  );
}

const isBeyondDouble = (value: Cell): boolean =>
  typeof value === 'bigint' && (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER);

/** Each line is a paragraph of the cell. */
const textCell = (text: string, style = ''): string =>
  `<table:table-cell${style} office:value-type="string">` +
  text
    .split(/\r\n|\r|\n/)
    .map((line) => `<text:p>${spaced(escaped(line))}</text:p>`)
    .join('') +
  '</table:table-cell>';

/** Readers take blanks that follow one another, or begin a line, for one or for none. */
const spaced = (line: string): string =>
  line.replaceAll('\t', '<text:tab/>').replace(/^ +| {2,}| +$/g, (blanks) => `<text:s text:c="${blanks.length}"/>`);

/** XML has no place for these characters, not even escaped: controls but for the tab, halves of pairs. */
const NOT_IN_XML = /[^\P{Cc}\t]|\p{Cs}|[\uFFFE\uFFFF]/gu;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (text: string): string =>
  text.replace(NOT_IN_XML, '\uFFFD').replace(/[&<>"]/g, (sign) => own(ENTITIES, sign) ?? sign);
