import { Type } from 'typebox';
import { defineEvent, type EventData } from '../define-event.js';
import { DayText } from './shapes.js';
import { UsageRegistered } from './usage-registered.js';

export const UsageCorrected = defineEvent({
  name: 'UsageCorrected',
  topic: 'contracts.contracts',
  doc: 'The institution corrected the registration of its use (이용 내역 정정): all of it, as it holds from now on. Why stays with the institution.',
  data: Type.Object({
    ...UsageRegistered.data.properties,
    correctionNo: Type.Integer({ minimum: 1 }),
    correctedOn: DayText,
  }),
  sample: { ...UsageRegistered.sample, correctionNo: 1, correctedOn: '2025-11-20' },
});
export type UsageCorrected = EventData<typeof UsageCorrected>;
