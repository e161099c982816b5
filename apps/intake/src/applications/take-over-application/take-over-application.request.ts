import { TakeOverRequest } from '#common/http/officer.request.js';

export class TakeOverApplicationRequest extends TakeOverRequest {}
