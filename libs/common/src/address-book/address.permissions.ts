import { any, permissionsOn, type Grants } from '../auth/permissions.js';
import type { AddressState } from './address.js';

/** Everyone to whom a notice may come. The route names nobody: an entry is always the caller's own. */
const everyone: Grants<AddressState> = {
  SUPPLIER: any,
  NIA_OPERATOR: any,
  SECRETARY: any,
  CHAIR: any,
  MEMBER: any,
  EXAMINER: any,
  INSTITUTION: any,
  PPS_OFFICER: any,
  MINISTRY: any,
};

export const addressPermissions = permissionsOn<AddressState>({
  resource: 'address',
  seenThrough: 'getAddress',
  operations: { enterAddress: everyone, getAddress: everyone, removeAddress: everyone },
});
