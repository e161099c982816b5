import { HandOverRequest } from '#common/http/officer.request.js';

export class HandOverApplicationRequest extends HandOverRequest {}
