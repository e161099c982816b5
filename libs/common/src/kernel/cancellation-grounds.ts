import { textOfCode, type Bilingual } from './bilingual.js';

/** The grounds of A-14 for people. Review decides on them, and intake tells the supplier. */
export const GROUND_TEXTS = {
  FRAUD: { ko: '거짓이나 그 밖의 부정한 방법으로 선정됨', en: 'Selected by false or other dishonest means' },
  CRITERIA_NOT_MET: { ko: '심사기준에 더 이상 맞지 않음', en: 'No longer meets the selection criteria' },
  CERTIFICATE_ENDED: {
    ko: '보안인증이 취소되거나 만료되고 갱신되지 않음',
    en: 'A security certificate was cancelled, or ended without a successor',
  },
  SANCTION: { ko: '부정당업자 제재를 받음', en: 'The supplier is debarred' },
  BUSINESS_ENDED: { ko: '폐업', en: 'The business has ended' },
  SERVICE_ENDED: { ko: '서비스 종료', en: 'The service has ended' },
  FACTS_NOT_CORRECTED: {
    ko: '등록 사항의 시정을 거듭 이행하지 않음',
    en: 'Registered facts were repeatedly not corrected',
  },
  SUSPENSION_NOT_CURED: {
    ko: '정지 사유가 기한 안에 해소되지 않음',
    en: 'The cause of a suspension was not removed in time',
  },
  ORDERS_UNANSWERED: { ko: '두 차례의 시정 요구에 응하지 않음', en: 'Two correction orders went unanswered' },
} as const satisfies Readonly<Record<string, Bilingual>>;

export const groundText = (code: string): Bilingual => textOfCode(GROUND_TEXTS, code);
