import type { Bilingual } from '#common/kernel/bilingual.js';
import type { FindingCode } from './domain/computing-findings.js';

/** The reasons of computed findings for people. */
export const FINDING_TEXTS: Readonly<Record<FindingCode, Bilingual>> = {
  RATING_PASSES: {
    ko: '신용평가등급이 기준 등급 이상이고 유효함',
    en: 'The credit rating is valid, and the floor or better',
  },
  RATING_BELOW_FLOOR: { ko: '신용평가등급이 기준 등급에 미달함', en: 'The credit rating is below the floor' },
  RATING_EXPIRED: { ko: '신용평가등급의 유효기간이 지남', en: 'The credit rating has expired' },
  RATING_UNKNOWN: { ko: '신용평가등급을 확인할 수 없음', en: 'The credit rating is not known, or not on the scale' },
  NOT_DEBARRED: { ko: '부정당업자 제재 중이 아님', en: 'The supplier is not debarred' },
  DEBARRED: { ko: '부정당업자 제재 중임', en: 'The supplier is debarred' },
  DEBARMENT_UNKNOWN: {
    ko: '부정당업자 제재 여부를 확인할 수 없음',
    en: 'Whether the supplier is debarred is not known',
  },
  CERTIFICATE_LASTS: {
    ko: '보안인증이 필요한 기간 동안 유효함',
    en: 'The security certificate lasts for the months needed',
  },
  CERTIFICATE_ENDS_SOON: {
    ko: '보안인증이 필요한 기간 안에 만료됨',
    en: 'The security certificate ends within the months needed',
  },
  CERTIFICATE_MISSING: { ko: '유효한 보안인증이 없음', en: 'There is no valid security certificate' },
  CERTIFICATE_NOT_NEEDED: {
    ko: '보안인증이 필요하지 않은 종류의 서비스임',
    en: 'This kind of service needs no security certificate',
  },
  PAPER_THERE: { ko: '서류가 제출됨', en: 'The document was submitted' },
  PAPER_MISSING: { ko: '필요한 서류가 없음', en: 'A document that is needed is missing' },
};
