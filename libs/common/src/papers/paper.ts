import type { Day } from '../kernel/day.js';
import type { Won } from '../kernel/money.js';

/** One column of a table: its share of the width, and whether figures stand at its right edge. */
export interface Column {
  readonly head: string;
  /** Of the sum of all shares. */
  readonly share: number;
  readonly right?: boolean;
}

/** What a paper is made of, in reading order. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  /** A line break in the text begins a paragraph of its own. */
  | { readonly kind: 'paragraph'; readonly text: string }
  /** Names and what they stand for, one a row. */
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [name: string, value: string])[] }
  | {
      readonly kind: 'table';
      readonly columns: readonly Column[];
      readonly rows: readonly (readonly string[])[];
    };

/**
 * A paper (문서) as its template makes it, for HTML and for PDF. The same paper is always the same bytes: signatures are
 * over them.
 */
export interface Paper {
  /** Made by the system alone, without words of people: PDF metadata takes it unescaped. */
  readonly title: string;
  /** At the foot of each page, next to its number. */
  readonly foot: string;
  /** When it was made: the date in the metadata of the PDF. */
  readonly madeAt: Date;
  readonly blocks: readonly Block[];
}

/** `2025년 10월 20일` */
export const koreanDay = (day: Day): string => {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}년 ${month}월 ${date}일`;
};

/** `12,000,000원` */
export const koreanWon = (amount: Won): string => `${grouped(amount)}원`;

/** A whole number with separators: `12,000,000`. Its locale's data is not asked: bytes must not depend on it. */
export const grouped = (amount: number | bigint): string => String(amount).replace(/\B(?=(\d{3})+$)/g, ',');
