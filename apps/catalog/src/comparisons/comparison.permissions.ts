import { any, permissionsOn, relation } from '#common/auth/permissions.js';
import type { ComparisonState } from './domain/comparison.state.js';

const own = relation<ComparisonState>('own comparison', (comparison, caller) => caller.org === comparison.institution);

export const comparisonPermissions = permissionsOn<ComparisonState>({
  resource: 'comparison',
  seenThrough: 'getComparison',
  operations: {
    getComparison: { INSTITUTION: own, AUDITOR: any },
    saveComparison: { INSTITUTION: own },
  },
});
