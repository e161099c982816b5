import type { AgreementEventFacts } from '#common/events/definitions/agreement-facts.js';
import type { Day } from '#common/kernel/day.js';
import type { DebarmentPeriod } from '#common/kernel/debarment.js';
import type { Deadline } from '#common/kernel/deadline.js';
import type { Why } from '#common/kernel/system-reasons.js';

/**
 * A catalog agreement (카탈로그 계약) between the Public Procurement Service (조달청) and a supplier (Procurement decree
 * Art. 14, 16): a second track alongside the listing, with its own dossier and review. `facts` is what the public may
 * know.
 */
export interface AgreementState {
  readonly facts: AgreementEventFacts;
  readonly dossier: AgreementDossier;
  readonly appliedOn: Day;
  /** Absent before the conclusion. */
  readonly record?: AgreementRecord;
  readonly suspension?: { readonly since: Day; readonly reason: string };
  readonly ended?: Why & { readonly on: Day };
  readonly deadlines: readonly Deadline[];
}

/**
 * What the procurement service examines (mall product record, open data set 15131726): seen by both sides only. Null
 * once erased.
 */
export interface AgreementDossier {
  /** 물품분류번호, 8 digits. */
  readonly productClassNo: string;
  /** 세부품명번호, 10 digits, beginning with the class. */
  readonly detailedClassNo: string;
  readonly itemName: string;
  /** 대분류, 중분류 of the mall. */
  readonly largeCategory?: string;
  readonly middleCategory?: string;
  /** 물품분류명, 세부품명. */
  readonly productClassName?: string;
  readonly detailedClassName?: string;
  /** 제조사. */
  readonly manufacturer?: string;
  /** 단가 per `unit`, KRW, VAT included. */
  readonly unitPrice?: number;
  readonly unit?: string;
  /** 납품 실적. */
  readonly deliveryRecord: string | null;
  /** 경영상태. */
  readonly financialStanding?: string | null;
}

/** What the procurement service records at the conclusion (계약 구분, 계약일, 물품식별번호). */
export interface AgreementRecord {
  readonly contractType?: string;
  readonly contractedOn?: Day;
  /** 8 digits. */
  readonly itemIdNo?: string;
}

/** What an agreement must know of the listing it is about. */
export interface AgreementListing {
  readonly listingId: string;
  readonly listingNo: string;
  readonly supplier: string;
  readonly isActive: boolean;
  /** Of its supplier (부정당업자 제재), the ended ones included. */
  readonly debarments: readonly DebarmentPeriod[];
}
