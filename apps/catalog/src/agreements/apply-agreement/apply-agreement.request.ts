import { Matching, Name, Text, Uuid } from '#common/http/validation/fields.js';

export class ApplyAgreementRequest {
  @Uuid()
  readonly listingId!: string;

  @Matching(/^[0-9]{8}$/, 'eight digits', { description: '물품분류번호' })
  readonly productClassNo!: string;

  @Matching(/^[0-9]{10}$/, 'ten digits', { description: '세부품명번호' })
  readonly detailedClassNo!: string;

  @Name({ max: 200 })
  readonly itemName!: string;

  @Text({ max: 4000, description: '납품 실적' })
  readonly deliveryRecord!: string;

  @Text({ max: 4000, optional: true, description: '경영상태' })
  readonly financialStanding?: string;
}
