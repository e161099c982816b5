import { CalendarDay, CodeText, Matching } from '#common/http/validation/fields.js';

export class ConcludeAgreementRequest {
  @Matching(/^[0-9]{9}$/, 'nine digits', { description: '계약번호' })
  readonly contractNo!: string;

  @Matching(/^[0-9]{2}$/, 'two digits', { optional: true, description: '변경차수; 00 unless said otherwise' })
  readonly amendmentNo: string = '00';

  @CalendarDay()
  readonly validFrom!: string;

  @CalendarDay()
  readonly validTo!: string;

  @CodeText({ optional: true, description: '계약 구분' })
  readonly contractType?: string;

  @CalendarDay({ optional: true, description: '계약일; today unless said otherwise' })
  readonly contractedOn?: string;

  @Matching(/^[0-9]{8}$/, 'eight digits', { optional: true, description: '물품식별번호' })
  readonly itemIdNo?: string;
}
