import type { Deferral, DeferralCode } from './session.state.js';

/** A reason that the system gives, in both languages of its readers. */
interface ReasonText {
  readonly korean: string;
  readonly english: string;
}

const DEFERRAL_TEXTS: Readonly<Record<DeferralCode, ReasonText>> = {
  TOO_FEW_ELIGIBLE: {
    korean: '의결에 참여할 수 있는 위원이 부족하여 다음 회의로 보류하였다.',
    english: 'Too few members were eligible to vote, so the item waits for the next session.',
  },
};

/** What readers are told: the chair's words, or the text of the system's code. Undefined once erased. */
export function deferralTexts({ reason, code }: Deferral): Partial<ReasonText> {
  if (code !== undefined) return DEFERRAL_TEXTS[code];
  return reason === null ? {} : { korean: reason };
}
