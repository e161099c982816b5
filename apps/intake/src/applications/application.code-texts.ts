import type { Bilingual } from '#common/kernel/bilingual.js';
import type { ExpiryCode, ReturnGround, SelectionEnd } from './domain/application.state.js';

/** What expired during a check, for people. */
export const EXPIRY_TEXTS: Readonly<Record<ExpiryCode, Bilingual>> = {
  CREDIT_RATING_EXPIRED: { ko: '신용평가등급이 오늘 유효하지 않음', en: 'The credit rating does not hold today' },
  CERTIFICATE_EXPIRED: { ko: '보안인증이 오늘 유효하지 않음', en: 'No security certificate holds today' },
};

/** Grounds on which papers go back, for people. */
export const RETURN_TEXTS: Readonly<Record<ReturnGround, Bilingual>> = {
  SUPPLEMENT_OVERDUE: { ko: '보완 기간이 지남', en: 'The supplement is overdue' },
  NOT_ELIGIBLE_KIND: { ko: '디지털서비스의 종류에 해당하지 않음', en: 'Not one of the kinds of digital service' },
  UNDER_SANCTION: { ko: '신청인이 제재 중임', en: 'The applicant is under a sanction' },
};

/** Why a selection no longer stands, for people. */
export const SELECTION_END_TEXTS: Readonly<Record<SelectionEnd['why'], Bilingual>> = {
  LISTING_EXPIRED: { ko: '등록 유효기간이 끝남', en: 'The listing has expired' },
  LISTING_DELISTED: { ko: '등록이 종료됨', en: 'The listing was taken out of the catalog' },
  SELECTION_CANCELLED: { ko: '선정이 취소됨', en: 'The selection was cancelled' },
  REVOTE: { ko: '재의결에서 선정되지 않음', en: 'The vote that was taken again did not select the service' },
};
