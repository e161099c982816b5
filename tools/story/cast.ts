import type { Persona } from './api.js';

/** The first company and its service are real, from the public press. All others are sample data, and named so. */
export interface Applicant {
  readonly businessNumber: string;
  readonly name: string;
  readonly size: 'LARGE' | 'MID_SIZED' | 'SMALL_MEDIUM';
  readonly serviceName: string;
  readonly summary: string;
  readonly category: string;
  readonly monthlyPrice: number;
  /** Of one document, without VAT, where the service is billed by use as well. */
  readonly documentPrice?: number;
  readonly persona: Persona;
}

const applicant = (
  n: number,
  name: string,
  serviceName: string,
  category: string,
  summary: string,
  monthlyPrice: number,
  documentPrice?: number,
): Applicant => {
  const businessNumber = `62000000${String(n).padStart(2, '0')}`;
  return {
    businessNumber,
    name,
    size: n === 1 ? 'MID_SIZED' : 'SMALL_MEDIUM',
    serviceName,
    summary,
    category,
    monthlyPrice,
    ...(documentPrice !== undefined && { documentPrice }),
    persona: { sub: `supplier-${n}`, name: `${name} 담당자`, roles: ['SUPPLIER'], org: businessNumber },
  };
};

export const APPLICANTS: readonly Applicant[] = [
  applicant(
    1,
    '주식회사 업스테이지',
    '업스테이지 AI 워크스페이스',
    'WORKSPACE',
    '문서를 이해하고 업무를 돕는 인공지능 작업 공간',
    3_000_000,
  ),
  applicant(
    2,
    '제공기업 2',
    '디지털트윈 시각화 서비스',
    'DIGITAL_TWIN',
    '도시와 시설을 디지털트윈으로 보여 준다.',
    4_500_000,
  ),
  applicant(
    3,
    '제공기업 3',
    '공공 클라우드 보안지원 서비스',
    'SECURITY',
    '클라우드 기반 공공정보시스템의 보안을 돕는다.',
    2_200_000,
  ),
  applicant(
    4,
    '제공기업 4',
    '생성형 AI 문서 자동화 서비스',
    'DOCUMENT',
    '생성형 인공지능으로 공문서를 작성하고 요약한다.',
    2_500_000,
    120,
  ),
  applicant(5, '제공기업 5', 'AI 민원 상담 서비스', 'CIVIL_SERVICE', '민원 상담을 인공지능이 돕는다.', 1_800_000),
  applicant(6, '제공기업 6', 'AI 회의록 서비스', 'MEETING', '회의를 받아쓰고 요약한다.', 1_200_000),
];

export const officer: Persona = { sub: 'nia-officer-1', name: 'NIA 담당관', roles: ['NIA_OPERATOR'] };
export const secretary: Persona = { sub: 'secretary', name: '간사', roles: ['SECRETARY'] };
export const ministry: Persona = { sub: 'ministry', name: '과학기술정보통신부', roles: ['MINISTRY'] };
export const ppsOfficer: Persona = { sub: 'pps-officer-1', name: '조달청 담당관', roles: ['PPS_OFFICER'] };
export const auditor: Persona = { sub: 'auditor', name: '감사관', roles: ['AUDITOR'] };
export const admin: Persona = { sub: 'admin', name: '운영자', roles: ['ADMIN'] };

/** The committee of twenty (심사위원회): the chair, nine more officials, and ten experts from outside. */
export const MEMBERS: readonly (Persona & { readonly official: boolean })[] = Array.from({ length: 20 }, (_, i) => ({
  sub: i === 0 ? 'chair' : `member-${i + 1}`,
  name: i === 0 ? '위원장' : `위원 ${i + 1}`,
  roles: i === 0 ? ['CHAIR', 'MEMBER'] : ['MEMBER'],
  official: i < 10,
}));

const examiner = (n: number): Persona => ({ sub: `examiner-${n}`, name: `검토위원 ${n}`, roles: ['EXAMINER'] });

export const EXAMINERS: readonly Persona[] = [1, 2, 3].map(examiner);
/** Takes the place of one who is silent. */
export const SPARE_EXAMINER = examiner(4);

export interface Buyer {
  readonly code: string;
  readonly name: string;
  readonly type: 'STATE' | 'LOCAL' | 'PUBLIC';
  readonly ministry?: string;
  readonly persona: Persona;
}

const buyer = (code: string, name: string, type: Buyer['type'], ministryName?: string): Buyer => ({
  code,
  name,
  type,
  ...(ministryName !== undefined && { ministry: ministryName }),
  persona: { sub: `buyer-${code}`, name: `${name} 계약담당`, roles: ['INSTITUTION'], org: code },
});

/** The first makes the negotiated contract, the second the one by catalog. */
export const NEGOTIATING = buyer('INST-0686', '수요기관 1', 'PUBLIC');
export const BY_CATALOG = buyer('INST-0001', '수요기관 2', 'STATE', '과학기술정보통신부');
