import { createRequire } from 'node:module';
import { openSync, type Font } from 'fontkit';
import PdfKit from 'pdfkit';
import type { Block, Paper } from './paper.js';

/** Noto Sans KR, OFL: all modern syllables, and 한자. */
const FONTS = '@expo-google-fonts/noto-sans-kr';
const REGULAR = `${FONTS}/400Regular/NotoSansKR_400Regular.ttf`;
const BOLD = `${FONTS}/700Bold/NotoSansKR_700Bold.ttf`;

const MARGIN = 56;
const FOOT_ABOVE_EDGE = 36;
const SIZES = { title: 18, heading: 12, text: 10, foot: 8 } as const;
const LINE_GAP = 3;
const CELL_PADDING = 5;
const RULE_COLOUR = '#555555';
const NAME_SHARE = 0.26;

type Pdf = PDFKit.PDFDocument;
type Element = PDFKit.PDFStructureElement;

interface Cell {
  readonly text: string;
  readonly width: number;
  readonly bold: boolean;
  readonly right: boolean;
  /** Of a heading cell, for readers by ear. */
  readonly scope?: 'Row' | 'Column';
}

/**
 * A paper as PDF/UA-1: tagged in reading order, in Korean, its title shown, its fonts embedded. The same paper makes
 * the same bytes, whenever and wherever it is printed. Tens to hundreds of milliseconds of work: services print by
 * `Printer`, away from their event loop.
 */
export async function paperAsPdf(paper: Paper): Promise<Buffer> {
  return new Sheet(paper).printed();
}

interface Fonts {
  readonly regular: Font;
  readonly bold: Font;
}

let opened: Fonts | undefined;

/** Read and parsed once for all papers: that takes longer than most of them. */
function fonts(): Fonts {
  const { resolve } = createRequire(import.meta.url);
  opened ??= { regular: openSync(resolve(REGULAR)) as Font, bold: openSync(resolve(BOLD)) as Font };
  return opened;
}

/** pdfkit takes an opened font, which its types do not say. */
const asSource = (font: Font): PDFKit.Mixins.PDFFontSource => font as unknown as ArrayBuffer;

/** What a heading cell is for; its types do not know of it. */
const scoped = (scope: 'Row' | 'Column'): object => ({ scope });

class Sheet {
  private readonly pdf: Pdf;
  private readonly chunks: Buffer[] = [];
  private readonly root: Element;
  private readonly glyphs: Font;

  constructor(private readonly paper: Paper) {
    const { regular, bold } = fonts();
    this.glyphs = regular;
    this.pdf = new PdfKit({
      size: 'A4',
      margin: MARGIN,
      pdfVersion: '1.7',
      // Its types know PDF/A only.
      ...({ subset: 'PDF/UA' } as object),
      tagged: true,
      lang: 'ko-KR',
      displayTitle: true,
      bufferPages: true,
      // None by default: it would be one more in the file.
      font: '',
      info: { Title: paper.title, Producer: 'PDFKit', Creator: 'PDFKit', CreationDate: paper.madeAt },
    });
    this.pdf.registerFont('regular', asSource(regular)).registerFont('bold', asSource(bold));
    this.pdf.on('data', (chunk: Buffer) => this.chunks.push(chunk));
    this.root = this.pdf.struct('Document');
    this.pdf.addStructure(this.root);
  }

  async printed(): Promise<Buffer> {
    const ended = new Promise<void>((resolve, reject) => this.pdf.once('end', resolve).once('error', reject));
    this.styled('bold', SIZES.title);
    this.paragraph(this.root, 'H1', this.paper.title, { align: 'center' });
    this.pdf.moveDown(0.8);
    for (const block of this.paper.blocks) this.block(block);
    this.root.end();
    this.feet();
    this.pdf.end();
    await ended;
    return Buffer.concat(this.chunks);
  }

  private block(block: Block): void {
    switch (block.kind) {
      case 'heading':
        this.pdf.moveDown(0.6);
        this.breakBefore(SIZES.heading * 5);
        this.styled('bold', SIZES.heading);
        this.paragraph(this.root, 'H2', block.text);
        this.pdf.moveDown(0.3);
        return;
      case 'paragraph':
        this.styled('regular', SIZES.text);
        for (const line of block.text.split('\n')) this.paragraph(this.root, 'P', line);
        this.pdf.moveDown(0.4);
        return;
      case 'facts':
        this.table(
          block.rows.map(([name, value]) => [
            { text: name, width: this.width * NAME_SHARE, bold: true, right: false, scope: 'Row' },
            { text: value, width: this.width * (1 - NAME_SHARE), bold: false, right: false },
          ]),
        );
        return;
      case 'table':
        this.columns(block);
    }
  }

  private columns({ columns, rows }: Extract<Block, { kind: 'table' }>): void {
    const shares = columns.reduce((sum, { share }) => sum + share, 0);
    const cell = (i: number, text: string): Cell => ({
      text,
      width: (this.width * (columns[i]?.share ?? 0)) / shares,
      bold: false,
      right: columns[i]?.right ?? false,
    });
    const head = columns.map(({ head: text }, i): Cell => ({ ...cell(i, text), bold: true, scope: 'Column' }));
    this.table([head, ...rows.map((row) => row.map((text, i) => cell(i, text)))]);
  }

  private table(rows: readonly (readonly Cell[])[]): void {
    const table = this.pdf.struct('Table');
    this.root.add(table);
    for (const row of rows) this.row(table, row);
    table.end();
    this.pdf.x = MARGIN;
    this.pdf.moveDown(0.5);
  }

  private row(table: Element, cells: readonly Cell[]): void {
    const shown = cells.map((cell) => ({ ...cell, text: this.printable(cell.text) }));
    const height = Math.max(...shown.map((cell) => this.heightOf(cell))) + 2 * CELL_PADDING;
    this.breakBefore(height);
    const top = this.pdf.y;
    const row = this.pdf.struct('TR');
    table.add(row);
    let left = MARGIN;
    for (const { text, width, bold, right, scope } of shown) {
      const at = left;
      this.artifact(() => this.pdf.rect(at, top, width, height).lineWidth(0.5).stroke(RULE_COLOUR));
      const options = { width: width - 2 * CELL_PADDING, align: right ? 'right' : 'left', lineGap: LINE_GAP } as const;
      const print = (): void => {
        this.styled(bold ? 'bold' : 'regular', SIZES.text);
        this.pdf.text(text, at + CELL_PADDING, top + CELL_PADDING, options);
      };
      row.add(scope === undefined ? this.pdf.struct('TD', {}, print) : this.pdf.struct('TH', scoped(scope), print));
      left += width;
    }
    row.end();
    this.pdf.x = MARGIN;
    this.pdf.y = top + height;
  }

  private heightOf({ text, width, bold }: Cell): number {
    this.styled(bold ? 'bold' : 'regular', SIZES.text);
    return this.pdf.heightOfString(text, { width: width - 2 * CELL_PADDING, lineGap: LINE_GAP });
  }

  private paragraph(parent: Element, tag: string, text: string, options: PDFKit.Mixins.TextOptions = {}): void {
    const shown = this.printable(text);
    const print = (): void => void this.pdf.text(shown, { width: this.width, lineGap: LINE_GAP, ...options });
    parent.add(this.pdf.struct(tag, {}, print));
  }

  /** No row and no heading is torn from what it belongs to. */
  private breakBefore(height: number): void {
    if (this.pdf.y + height <= this.pdf.page.height - MARGIN) return;
    this.pdf.addPage();
  }

  /** Readers by ear pass over what is drawn only. */
  private artifact(draw: () => void): void {
    this.pdf.markContent('Artifact', { type: 'Layout' });
    draw();
    this.pdf.endMarkedContent();
  }

  private feet(): void {
    const { start, count } = this.pdf.bufferedPageRange();
    this.styled('regular', SIZES.foot);
    for (let i = 0; i < count; i++) {
      this.pdf.switchToPage(start + i);
      // Text below the margin would begin a page.
      this.pdf.page.margins.bottom = 0;
      this.pdf.markContent('Artifact', { type: 'Pagination', attached: ['Bottom'] });
      const text = this.printable(`${this.paper.foot} · ${i + 1} / ${count}`);
      const top = this.pdf.page.height - FOOT_ABOVE_EDGE;
      this.pdf.text(text, MARGIN, top, { width: this.width, align: 'center', lineBreak: false });
      this.pdf.endMarkedContent();
    }
  }

  private styled(font: 'regular' | 'bold', size: number): void {
    this.pdf.font(font).fontSize(size).fillColor('black');
  }

  /** A sign that the font lacks is named by its number: a contract loses no sign without a word. */
  private printable(text: string): string {
    return Array.from(text, (sign) => {
      const code = sign.codePointAt(0) ?? 0;
      if (sign === '\t') return ' ';
      return this.glyphs.hasGlyphForCodePoint(code) ? sign : `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
    }).join('');
  }

  private get width(): number {
    return this.pdf.page.width - 2 * MARGIN;
  }
}
