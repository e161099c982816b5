import type { Actor } from './actor.js';
import type { Bilingual } from './bilingual.js';
import { own } from './own.js';

/** Why the system acted by itself: what histories and states keep is the code. */
export const SYSTEM_REASONS = {
  SUPPLEMENT_OVERDUE: {
    ko: '보완 요구에 두 번 답하지 않아 반려함',
    en: 'The supplement demand went unanswered twice, so the papers go back',
  },
  KEEPING_PERIOD_ENDED: { ko: '보존 기간이 끝남', en: 'The period of keeping has ended' },
  ERASED_BY_SUPPLIER: { ko: '제공기업이 문서를 삭제함', en: 'The supplier erased the document' },
  ADDRESS_REMOVED: { ko: '본인이 주소록 등록을 삭제함', en: 'The person removed the entry of the address book' },
  LISTING_ENDED: { ko: '등록이 끝남', en: 'The listing has ended' },
  AGREEMENT_PERIOD_ENDED: { ko: '계약기간이 끝남', en: 'The period of the agreement has ended' },
  CERTIFICATE_ENDED: { ko: '필요한 보안인증이 끝남', en: 'A security certificate that is needed has ended' },
  SUPPLIER_DEBARRED: { ko: '제공기업이 부정당업자 제재를 받음', en: 'The supplier is debarred' },
  TOO_FEW_ELIGIBLE: {
    ko: '의결에 참여할 수 있는 위원이 부족하여 다음 회의로 보류하였다.',
    en: 'Too few members were eligible to vote, so the item waits for the next session.',
  },
  NOTHING_DONE: {
    ko: '정해진 기간 동안 진행되지 않아 취소함',
    en: 'Nothing was done for the period set, so it is cancelled',
  },
} as const satisfies Readonly<Record<string, Bilingual>>;
export type SystemReason = keyof typeof SYSTEM_REASONS;
export const SYSTEM_REASON_CODES = Object.keys(SYSTEM_REASONS) as readonly SystemReason[];

/** The text of a code; undefined for any other words. */
export const reasonText = (code: string): Bilingual | undefined => own<Bilingual>(SYSTEM_REASONS, code);

/** What a state keeps of why something was done: a person's words, or a code of the system. Neither once erased. */
export interface Why {
  readonly reason?: string;
  readonly code?: SystemReason;
}

/** @param event of which the reason is that of its actor */
export function whyOf({ actor, reason }: { readonly actor: Actor; readonly reason: string }): Why {
  const isCode = actor.kind === 'system' && reasonText(reason) !== undefined;
  return isCode ? { code: reason as SystemReason } : { reason };
}

/** For readers: a code comes with its text in both languages. */
export const withText = ({ reason, code }: Why): Why & { readonly text?: Bilingual } => ({
  ...(reason !== undefined && { reason }),
  ...(code !== undefined && { code, text: SYSTEM_REASONS[code] }),
});
