/** A text for people: Korean first, English second. */
export interface Bilingual {
  readonly ko: string;
  readonly en: string;
}
