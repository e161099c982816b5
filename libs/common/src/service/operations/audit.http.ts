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
  checked: Type.Integer({ description: 'Histories that were walked and compared with their documents' }),
  outdated: Type.Integer({ description: 'Documents whose state another version of the fold made' }),
  invalid: Type.Array(
    Type.Object({
      collection: Type.String(),
      id: Type.String(),
      path: Type.String({ description: 'In the document, or `archive.…` in its archive' }),
      why: Type.String(),
      eventId: Type.Optional(Type.String({ description: 'The first event that does not hold' })),
    }),
  ),
});

@Controller()
export class AuditHttp {
  constructor(private readonly trails: AuditTrails) {}

  @Operation({
    id: 'verifyAuditTrails',
    method: 'GET',
    path: '/v1/audit',
    summary: 'Walks every history of this service, and compares it with its document and with the anchors',
    answers: AuditView,
    takesLong: true,
  })
  async verify(): Promise<Static<typeof AuditView>> {
    const { checked, outdated, invalid } = await this.trails.verify();
    return { checked, outdated, invalid: invalid.map((broken) => ({ ...broken })) };
  }
}
