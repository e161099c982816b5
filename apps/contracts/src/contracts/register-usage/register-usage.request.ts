import { UsageFields } from '../usage.request.js';

export class RegisterUsageRequest extends UsageFields {}
