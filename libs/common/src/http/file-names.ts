import { create, parse } from 'content-disposition';
import { EXTENSIONS, type DocumentType } from '../kernel/document-types.js';
import { invalid } from '../kernel/errors.js';
import { own } from '../kernel/own.js';
import { cleanText, flawOfName } from './validation/text.js';

const NAME_MAX = 200;

/**
 * The name of a file that a request brings, `attachment; filename*=UTF-8''%EC%9D%B4…` (RFC 6266): cleaned as any name,
 * without the folders of its sender.
 * @throws Refusal 422 when it is no name
 */
export function fileNameOf(header: string | undefined): string | undefined {
  const given = header === undefined ? undefined : own(parse(header).parameters, 'filename');
  if (given === undefined) return undefined;
  const name = cleanText(given.slice(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1));
  const flaw = name.length > NAME_MAX ? `has at most ${NAME_MAX} characters` : flawOfName(name)?.detail;
  if (flaw === undefined) return name;
  throw invalid('FILE_NAME_INVALID', 'The name of the file, in Content-Disposition, is none.', [
    { pointer: '/content-disposition', code: 'FILE_NAME_INVALID', detail: flaw },
  ]);
}

/**
 * `Content-Disposition` of a download. Clients that read ASCII only get a name made of what the document is; all others
 * get the name it came with.
 */
export function disposition(document: { readonly name?: string | null }, title: string, type: string): string {
  const extension = own(EXTENSIONS, type as DocumentType);
  const plain = extension === undefined ? title : `${title}.${extension}`;
  return create(document.name ?? plain, { fallback: plain });
}
