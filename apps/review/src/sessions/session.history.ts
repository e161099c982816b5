import type { StoredEvent } from '#common/events/stored-event.js';
import { isRecused } from './domain/session.rules.js';
import type { SessionState } from './domain/session.state.js';

/**
 * What of a session's history its reader may know of. A vote is its voter's until it is counted, then nobody's: even that
 * somebody voted, and when, is left out. Whoever is recused on an item learns nothing of what happened to it.
 */
export const shownTo =
  (session: SessionState, sub: string) =>
  ({ type, data }: StoredEvent): boolean => {
    const { item: no, memberId } = data as { readonly item?: number; readonly memberId?: string };
    const item = session.agenda.find((candidate) => candidate.item === no);
    if (type === 'VoteCast') return memberId === sub && item?.status === 'VOTING';
    return item === undefined || memberId === sub || !isRecused(item, sub);
  };
