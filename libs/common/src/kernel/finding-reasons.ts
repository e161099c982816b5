import { textOfCode, type Bilingual } from './bilingual.js';
import { own } from './own.js';

const OTHER: Bilingual = { ko: '그 밖의 사유', en: 'Another reason, as the text says' };

/**
 * Why a service does not meet a criterion (심사기준별 사유, §3.5), by criterion. Examiners name them, and applicants read
 * them with the free text. `OTHER` leaves no examiner without a code.
 */
export const FINDING_REASONS = {
  FINANCIAL_STANDING: {
    RATING_TOO_LOW: { ko: '신용평가등급이 기준에 미달함', en: 'The credit rating is too low' },
    RATING_NOT_VALID: { ko: '신용평가 확인서가 유효하지 않음', en: 'The credit rating is not valid' },
    CAPITAL_IMPAIRED: { ko: '자본이 잠식됨', en: 'The capital is impaired' },
    STATEMENTS_UNCLEAR: { ko: '재무제표로 경영상태를 확인할 수 없음', en: 'The financial statements leave it open' },
    OTHER,
  },
  SANCTION_FREE: {
    DEBARRED: { ko: '부정당업자 제재 중임', en: 'The supplier is debarred' },
    CONFIRMATION_MISSING: { ko: '제재 사실 없음을 확인할 수 없음', en: 'Nothing confirms that there is no sanction' },
    OTHER,
  },
  SECURITY: {
    CERTIFICATE_MISSING: { ko: '필요한 보안인증이 없음', en: 'A security certificate that is needed is missing' },
    CERTIFICATE_ENDS_SOON: { ko: '보안인증의 남은 기간이 부족함', en: 'The security certificate ends too soon' },
    CERTIFICATE_SCOPE: { ko: '보안인증의 범위가 서비스와 다름', en: 'The certificate does not cover the service' },
    MEASURES_WEAK: { ko: '보안 대책이 부족함', en: 'The security measures are not enough' },
    OTHER,
  },
  OPERATIONAL_STABILITY: {
    SLA_WEAK: { ko: '서비스 수준 협약이 부족함', en: 'The service levels are not enough' },
    AVAILABILITY_UNPROVEN: { ko: '가용성을 확인할 수 없음', en: 'The availability is not proven' },
    BACKUP_WEAK: { ko: '백업과 복구 계획이 부족함', en: 'Backup and recovery are not enough' },
    INCIDENT_PLAN_WEAK: { ko: '장애 대응 계획이 부족함', en: 'The plan for incidents is not enough' },
    OTHER,
  },
  SUPPORT_SYSTEM: {
    HELP_DESK_WEAK: { ko: '이용자 지원 창구가 부족함', en: 'The help desk is not enough' },
    TRAINING_WEAK: { ko: '교육 계획이 부족함', en: 'The training is not enough' },
    STAFF_TOO_FEW: { ko: '지원 인력이 부족함', en: 'The staff for support is too small' },
    OTHER,
  },
  KIND_FIT: {
    NO_LEGAL_KIND: { ko: '법에서 정한 디지털서비스의 종류에 해당하지 않음', en: 'It is no digital service by the Act' },
    OTHER_KIND: { ko: '신청한 종류와 다른 서비스임', en: 'It is of another kind than applied for' },
    OTHER,
  },
  PUBLIC_SUITABILITY: {
    NO_PUBLIC_USE: { ko: '공공기관의 업무에 쓰기 어려움', en: 'State bodies cannot use it for their work' },
    PRICE_UNCLEAR: { ko: '가격 체계가 분명하지 않음', en: 'Its prices are not clear' },
    INTEGRATION_WEAK: { ko: '공공 정보시스템과 연계하기 어려움', en: 'It does not fit the systems of state bodies' },
    OTHER,
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Bilingual>>>>;

/** Every code there is, of whichever criterion. */
export const FINDING_REASON_CODES: readonly string[] = [
  ...new Set(Object.values(FINDING_REASONS).flatMap((byCode) => Object.keys(byCode))),
];

const textsOf = (criterion: string): Readonly<Record<string, Bilingual>> =>
  own<Readonly<Record<string, Bilingual>>>(FINDING_REASONS, criterion) ?? {};

/** The codes that a criterion may be answered with. */
export const reasonCodesOf = (criterion: string): readonly string[] => Object.keys(textsOf(criterion));

/** A code, for people. */
export interface ReasonText extends Bilingual {
  readonly code: string;
}

export const reasonTexts = (criterion: string, codes: readonly string[]): ReasonText[] => {
  const texts = textsOf(criterion);
  return codes.map((code) => ({ code, ...textOfCode(texts, code) }));
};
