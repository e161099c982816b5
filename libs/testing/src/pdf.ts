import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** What another library finds in a PDF. */
export interface ReadPdf {
  readonly pages: number;
  /** Of all pages, as a reader would copy it; foot lines included. */
  readonly text: string;
  /** `H1`, `P`, `TH` … in reading order, with all that is tagged so. */
  readonly tags: readonly { readonly tag: string; readonly text: string }[];
  readonly language: unknown;
  readonly title: unknown;
  readonly isTagged: boolean;
  readonly showsTitle: boolean;
}

interface Node {
  readonly role?: string;
  readonly type?: string;
  readonly id?: string;
  readonly children?: readonly Node[];
}

interface Item {
  readonly type?: string;
  readonly id?: string;
  readonly str?: string;
  readonly hasEOL?: boolean;
}

/** Reads a PDF with pdf.js. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const loading = getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
  const pdf = await loading.promise;
  try {
    const info = (await pdf.getMetadata()).info as Readonly<Record<string, unknown>>;
    const tags: { tag: string; text: string }[] = [];
    let text = '';
    for (let n = 1; n <= pdf.numPages; n++) text += await readPage(pdf, n, tags);
    return {
      pages: pdf.numPages,
      text,
      tags,
      language: info['Language'],
      title: info['Title'],
      isTagged: said(await pdf.getMarkInfo(), 'Marked'),
      showsTitle: said(await pdf.getViewerPreferences(), 'DisplayDocTitle'),
    };
  } finally {
    await loading.destroy();
  }
}

/** Whether a dictionary, whichever way pdf.js gives it, says so. */
const said = (dictionary: unknown, key: string): boolean =>
  new Map(dictionary instanceof Map ? dictionary : Object.entries(dictionary ?? {})).get(key) === true;

async function readPage(pdf: PDFDocumentProxy, n: number, tags: { tag: string; text: string }[]): Promise<string> {
  const page = await pdf.getPage(n);
  const items = (await page.getTextContent({ includeMarkedContent: true })).items as readonly Item[];
  const marked = new Map<string, string>();
  const open: (string | undefined)[] = [];
  let text = '';
  for (const { type, id, str = '', hasEOL = false } of items) {
    if (type?.startsWith('beginMarkedContent') === true) open.push(id);
    else if (type === 'endMarkedContent') open.pop();
    else {
      const part = str + (hasEOL ? '\n' : '');
      text += part;
      const last = open.at(-1);
      if (last !== undefined) marked.set(last, (marked.get(last) ?? '') + part);
    }
  }
  collect((await page.getStructTree()) as Node | null, marked, tags);
  return text;
}

function collect(node: Node | null, marked: ReadonlyMap<string, string>, tags: { tag: string; text: string }[]): void {
  if (node?.children === undefined) return;
  const own = node.children.filter(({ type }) => type === 'content').map(({ id = '' }) => marked.get(id) ?? '');
  if (own.length > 0) tags.push({ tag: node.role ?? '', text: own.join('').trim() });
  for (const child of node.children) collect(child, marked, tags);
}
