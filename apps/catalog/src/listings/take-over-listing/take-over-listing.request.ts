import { TakeOverRequest } from '#common/http/officer.request.js';

export class TakeOverListingRequest extends TakeOverRequest {}
