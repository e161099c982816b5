import { HandOverRequest } from '#common/http/officer.request.js';

export class HandOverListingRequest extends HandOverRequest {}
