import type { UsageRegistered } from '#common/events/definitions/usage-registered.js';
import type { Day } from '#common/kernel/day.js';

/** Use certificate (이용실적증명): what was registered on the day it was issued. */
export interface UsageCertificate {
  readonly no: number;
  /** Five groups of four signs, by which anyone can check it. */
  readonly code: string;
  readonly issuedOn: Day;
  readonly issuedAt: string;
  readonly use: UsageRegistered;
  /** How often the use had been corrected by then. */
  readonly corrections: number;
}
