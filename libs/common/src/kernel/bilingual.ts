import { own } from './own.js';

/** A text for people: Korean first, English second. */
export interface Bilingual {
  readonly ko: string;
  readonly en: string;
}

/** The text of a code; one that a later version added is shown as it is. */
export const textOfCode = (texts: Readonly<Record<string, Bilingual>>, code: string): Bilingual =>
  own(texts, code) ?? { ko: code, en: code };
