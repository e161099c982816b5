import type { Bilingual } from '#common/kernel/bilingual.js';
import {
  INSTITUTION_TYPE_WORDS,
  KIND_WORDS,
  METHOD_WORDS,
  ROUTE_WORDS,
  SIZE_WORDS,
  TYPE_WORDS,
} from '#common/kernel/code-words.js';
import type { Grouping } from './domain/grouping.js';

/** What the figures are cut by. */
export const GROUPING_WORDS: Readonly<Record<Grouping, Bilingual>> = {
  KIND: { ko: '법정 유형', en: 'Kind' },
  SUBTYPE: { ko: '세부 유형', en: 'Subtype' },
  TYPE: { ko: '유형', en: 'Type' },
  COMPANY_SIZE: { ko: '기업 규모', en: 'Company size' },
  SUPPLIER: { ko: '공급자 사업자등록번호', en: 'Supplier' },
  MONTH: { ko: '월', en: 'Month' },
  QUARTER: { ko: '분기', en: 'Quarter' },
  YEAR: { ko: '연도', en: 'Year' },
  METHOD: { ko: '계약방법', en: 'Method' },
  ROUTE: { ko: '조달방식', en: 'Route' },
  INSTITUTION_TYPE: { ko: '기관 유형', en: 'Institution type' },
  MINISTRY: { ko: '소관부처', en: 'Ministry' },
  INSTITUTION: { ko: '수요기관 코드', en: 'Institution' },
  USE_TOPIC: { ko: '이용 분야', en: 'Use topic' },
  FISCAL_YEAR: { ko: '회계연도', en: 'Fiscal year' },
};

const NONE: Bilingual = { ko: '없음', en: 'None' };

/** The codes of a grouping in words. A name, a number, a day or an open code is shown as it is. */
export const CODE_WORDS: Readonly<Partial<Record<Grouping, Readonly<Record<string, Bilingual>>>>> = {
  KIND: KIND_WORDS,
  TYPE: TYPE_WORDS,
  COMPANY_SIZE: SIZE_WORDS,
  METHOD: METHOD_WORDS,
  ROUTE: ROUTE_WORDS,
  INSTITUTION_TYPE: INSTITUTION_TYPE_WORDS,
  MINISTRY: { NONE },
  USE_TOPIC: { NONE },
};
