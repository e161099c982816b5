import type { Bilingual } from './bilingual.js';

const SUPPORT: Bilingual = { ko: '클라우드컴퓨팅 지원서비스', en: 'Cloud support' };
const CONVERGENCE: Bilingual = { ko: '융합서비스', en: 'Convergence' };

/** The three legal kinds of a service (Act Art. 20(3)). */
export const KIND_WORDS = {
  CLOUD_COMPUTING: { ko: '클라우드컴퓨팅서비스', en: 'Cloud computing' },
  CLOUD_SUPPORT: SUPPORT,
  CONVERGENCE,
} as const;

/** The type of a service (유형, R-35). A subtype that is not here is shown as its code. */
export const TYPE_WORDS = {
  IAAS: { ko: 'IaaS', en: 'IaaS' },
  PAAS: { ko: 'PaaS', en: 'PaaS' },
  SAAS: { ko: 'SaaS', en: 'SaaS' },
  SUPPORT,
  CONVERGENCE,
} as const;

/** Company size (기업 규모). */
export const SIZE_WORDS = {
  LARGE: { ko: '대기업', en: 'Large' },
  MID_SIZED: { ko: '중견기업', en: 'Mid-sized' },
  SMALL_MEDIUM: { ko: '중소기업', en: 'Small or medium' },
} as const;

/** How a contract comes about (계약방법). */
export const METHOD_WORDS = {
  NEGOTIATED: { ko: '수의계약', en: 'Negotiated' },
  CATALOG: { ko: '카탈로그계약', en: 'By catalog' },
} as const;

/** Which body procures (조달방식). */
export const ROUTE_WORDS = {
  SELF: { ko: '자체조달', en: 'By the institution' },
  CENTRAL: { ko: '중앙조달', en: 'By the procurement service' },
} as const;

/** Type of an institution (기관 유형). */
export const INSTITUTION_TYPE_WORDS = {
  STATE: { ko: '국가기관', en: 'State' },
  LOCAL: { ko: '지방자치단체', en: 'Local government' },
  PUBLIC: { ko: '공공기관', en: 'Public institution' },
} as const;
