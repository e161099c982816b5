import type { StoredEvent } from '#common/events/stored-event.js';
import { isLinked, isRecused, type SittingMember } from './domain/session.rules.js';
import type { SessionState } from './domain/session.state.js';

/**
 * The part of a session's history that its reader may know. Until the count a vote is shown to its voter only, after it
 * to no reader: not even that a member voted, and when. A recused member learns nothing of what happened to the item.
 */
export const shownTo =
  (session: SessionState, reader: SittingMember) =>
  ({ type, data }: StoredEvent): boolean => {
    const { sub } = reader;
    const {
      item: no,
      memberId,
      ballot,
    } = data as {
      readonly item?: number;
      readonly memberId?: string;
      readonly ballot?: number | string;
    };
    const item = session.agenda.find((candidate) => candidate.item === no);
    if (type === 'RecusalVoteCast') {
      const isOpen = item?.ballots.some(({ n, decided }) => n === ballot && decided === undefined);
      return memberId === sub && isOpen === true;
    }
    if (type === 'VoteCast') return memberId === sub && item?.status === 'VOTING';
    return item === undefined || memberId === sub || !(isRecused(item, sub) || isLinked(item, reader));
  };
