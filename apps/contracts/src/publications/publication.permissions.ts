import { any, permissionsOn } from '#common/auth/permissions.js';
import type { PublicationState } from './domain/publication.state.js';

export const publicationPermissions = permissionsOn<PublicationState>({
  resource: 'publication',
  seenThrough: 'getPublishedFigures',
  operations: {
    publishFigures: { MINISTRY: any },
    getPublishedFigures: { PUBLIC: any },
    listPublishedFigures: { PUBLIC: any },
  },
});
