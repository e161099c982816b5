import { DeclaringOfficerRequest } from '#common/http/officer.request.js';

export class StartCheckRequest extends DeclaringOfficerRequest {}
