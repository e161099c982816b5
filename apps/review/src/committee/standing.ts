import { Injectable } from '@nestjs/common';
import { Stores } from '#common/aggregates/stores.js';
import { hasRole, type Asking, type Reader, type Role } from '#common/kernel/actor.js';
import { Committee } from './committee.repository.js';
import { hasLeft, presidencyOn, seatsOn } from './domain/committee.rules.js';

/** A member as a session has convened them. */
interface Convened {
  readonly memberId: string;
  readonly role: 'CHAIR' | 'MEMBER';
}

/**
 * What a token says of the committee counts as far as the committee agrees: a token outlives a term of office. A caller
 * who is not in office reads without the roles of the committee, as a stranger does.
 */
@Injectable()
export class Standing {
  constructor(
    private readonly committee: Committee,
    private readonly stores: Stores,
  ) {}

  /** @param convened a session still counts those it convened, until they leave the committee */
  async of(asking: Asking, convened: readonly Convened[] = []): Promise<Asking> {
    return { ...asking, actor: await this.acting(asking.actor, () => Promise.resolve(convened)) };
  }

  /** The same for an actor; `convened` is asked only of a person who is not in office. */
  async acting<A extends Reader>(actor: A, convened: () => Promise<readonly Convened[]> = none): Promise<A> {
    if (actor.kind !== 'person' || !isOfCommittee(actor)) return actor;
    const state = await this.committee.now();
    const member =
      seatsOn(state, this.stores.moment().today).find(({ memberId }) => memberId === actor.sub) ??
      (hasLeft(state, actor.sub) ? undefined : (await convened()).find(({ memberId }) => memberId === actor.sub));
    const holds = (role: Role) =>
      role === 'MEMBER' ? member !== undefined : role === 'CHAIR' ? member?.role === 'CHAIR' : true;
    return { ...actor, roles: actor.roles.filter(holds) };
  }

  /** Whether the reader is the chair, or the member named to act for the chair, today. */
  async presides(reader: Reader): Promise<boolean> {
    if (!isOfCommittee(reader)) return false;
    const { chairId, actingChairId } = presidencyOn(await this.committee.now(), this.stores.moment().today);
    return reader.sub === chairId || reader.sub === actingChairId;
  }
}

const none = (): Promise<readonly Convened[]> => Promise.resolve([]);

const isOfCommittee = (reader: Reader): boolean => hasRole(reader, 'CHAIR') || hasRole(reader, 'MEMBER');
