import { Matching, Name, Text, Uuid, Won } from '#common/http/validation/fields.js';

export class ApplyAgreementRequest {
  @Uuid()
  readonly listingId!: string;

  @Matching(/^[0-9]{8}$/, 'eight digits', { description: '물품분류번호' })
  readonly productClassNo!: string;

  @Matching(/^[0-9]{10}$/, 'ten digits', { description: '세부품명번호' })
  readonly detailedClassNo!: string;

  @Name({ max: 200 })
  readonly itemName!: string;

  @Name({ max: 100, optional: true, description: '대분류' })
  readonly largeCategory?: string;

  @Name({ max: 100, optional: true, description: '중분류' })
  readonly middleCategory?: string;

  @Name({ max: 200, optional: true, description: '물품분류명' })
  readonly productClassName?: string;

  @Name({ max: 200, optional: true, description: '세부품명' })
  readonly detailedClassName?: string;

  @Name({ max: 200, optional: true, description: '제조사' })
  readonly manufacturer?: string;

  @Won({ optional: true, description: '단가, VAT included' })
  readonly unitPrice?: number;

  @Name({ max: 60, optional: true, description: '단위' })
  readonly unit?: string;

  @Text({ max: 4000, description: '납품 실적' })
  readonly deliveryRecord!: string;

  @Text({ max: 4000, optional: true, description: '경영상태' })
  readonly financialStanding?: string;
}
