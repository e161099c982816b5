import { SYSTEM_REASONS } from '#common/kernel/system-reasons.js';
import type { Deferral } from './session.state.js';

/** A reason in both languages of its readers. */
interface ReasonText {
  readonly korean: string;
  readonly english: string;
}

/** What readers are told: the chair's words, or the text of the system's code. Undefined once erased. */
export function deferralTexts({ reason, code }: Deferral): Partial<ReasonText> {
  if (code !== undefined) return { korean: SYSTEM_REASONS[code].ko, english: SYSTEM_REASONS[code].en };
  return reason === null ? {} : { korean: reason };
}
