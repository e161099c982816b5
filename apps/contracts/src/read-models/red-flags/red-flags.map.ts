import { readModelMap } from '#common/service/service-map.js';
import { ListRedFlagsHttp } from './list-red-flags.http.js';
import { purchasesProjection } from './purchases.projection.js';
import { RedFlags } from './red-flags.mongo.js';
import { redFlagPermissions } from './red-flags.permissions.js';

/** What oversight looks at first (점검 지표). */
export const redFlags = readModelMap({
  projections: [purchasesProjection],
  operations: { listRedFlags: [ListRedFlagsHttp] },
  permissions: [redFlagPermissions],
  providers: [RedFlags],
});
