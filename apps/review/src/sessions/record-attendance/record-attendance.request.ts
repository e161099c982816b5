import { InstantText } from '#common/http/validation/fields.js';

export class RecordAttendanceRequest {
  @InstantText({ optional: true, description: 'When the member came; now, unless said otherwise' })
  readonly from?: string;

  @InstantText({ optional: true, description: 'When the member left' })
  readonly to?: string;
}
