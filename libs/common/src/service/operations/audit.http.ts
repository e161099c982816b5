import { Controller } from '@nestjs/common';
import { Type, type Static } from 'typebox';
import { AuditTrails } from '../../audit/audit-trails.js';
import { any, permissionsOn } from '../../auth/permissions.js';
import { Operation } from '../../http/operation.js';

export const auditPermissions = permissionsOn({
  resource: 'audit trail',
  seenThrough: 'verifyAuditTrails',
  operations: { verifyAuditTrails: { AUDITOR: any, ADMIN: any } },
});

const AuditView = Type.Object({
  checked: Type.Integer({ description: 'Histories whose hash chain was walked' }),
  invalid: Type.Array(
    Type.Object({ collection: Type.String(), id: Type.String(), eventId: Type.String(), why: Type.String() }),
  ),
});

@Controller()
export class AuditHttp {
  constructor(private readonly trails: AuditTrails) {}

  @Operation({
    id: 'verifyAuditTrails',
    method: 'GET',
    path: '/v1/audit',
    summary: 'Walks the hash chain of every history of this service',
    answers: AuditView,
    takesLong: true,
  })
  async verify(): Promise<Static<typeof AuditView>> {
    const { checked, invalid } = await this.trails.verify();
    return { checked, invalid: invalid.map((broken) => ({ ...broken })) };
  }
}
