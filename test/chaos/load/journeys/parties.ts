import type { Applicant } from '../../../../tools/story/cast.js';
import type { Persona } from '../../../../tools/story/api.js';
import type { Random } from '../../random.js';

const padded = (n: number, digits: number): string => String(n).padStart(digits, '0');

/** A supplier that occurs in no other round. */
export function newApplicant(round: number, n: number, random: Random): Applicant {
  const businessNumber = `7${padded(round, 4)}${padded(n, 5)}`;
  const name = `제공기업 ${round}-${n}`;
  return {
    businessNumber,
    name,
    size: random.pick(['LARGE', 'MID_SIZED', 'SMALL_MEDIUM'] as const),
    serviceName: `공공 인공지능 서비스 ${round}-${n}`,
    summary: '문서를 이해하고 업무를 돕는다.',
    category: 'WORKSPACE',
    monthlyPrice: 1_000_000 + 100_000 * random.below(35),
    persona: { sub: `supplier-${businessNumber}`, name: `${name} 담당자`, roles: ['SUPPLIER'], org: businessNumber },
  };
}

/** A demand institution (수요기관). It buys for a few rounds only, so that no budget grows without end. */
export interface Buyer {
  readonly code: string;
  readonly name: string;
  readonly persona: Persona;
}

export function newBuyer(round: number, n: number): Buyer {
  const code = `LOAD-${padded(round, 4)}-${padded(n, 3)}`;
  const name = `수요기관 ${round}-${n}`;
  return { code, name, persona: { sub: `buyer-${code}`, name: `${name} 계약담당`, roles: ['INSTITUTION'], org: code } };
}
