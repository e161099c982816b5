import type { InstitutionRecord } from '#common/records/shapes.js';
import { BY_CATALOG } from '../story/cast.js';
import type { Chance } from './chance.js';
import type { Planned } from './contracting.js';
import { isChosen } from './spreading.js';
import { INSTITUTION_QUOTAS, TOPIC_QUOTAS, USER_AMOUNTS, USER_QUOTAS, USERS, type Topic, type User } from './tables.js';

const MINISTRIES = { MSIT: '과학기술정보통신부', MOE: '교육부' } as const;
const OTHER_MINISTRIES = ['행정안전부', '산업통상자원부', '국토교통부', '보건복지부', '기후에너지환경부', '고용노동부'];
/** A contract of this size, 억, is one of a group of whom large contracts are known (FX-8). */
const LARGE = 5;
const OF_GROUPS: readonly User[] = USERS.filter((user) => user.startsWith('M'));

/** Who made each contract, by its place, and who there is in all. */
export interface Institutions {
  readonly all: readonly InstitutionRecord[];
  readonly of: readonly InstitutionRecord[];
  readonly users: readonly User[];
}

interface Member {
  readonly user: User;
  readonly record: InstitutionRecord;
}

/** How an institution is found for a contract: it is new, new to the topic of the use, or one that used it before. */
interface Need {
  readonly contract: Planned;
  readonly topic?: Topic;
  readonly isFirstOfTopic: boolean;
  readonly isNew: boolean;
}

export function findInstitutions(planned: readonly Planned[], chance: Chance): Institutions {
  const found = new Finding(chance);
  const members = needsOf(planned).map((need) => found.memberFor(need));
  return {
    all: found.members.map(({ record }) => record),
    of: members.map(({ record }) => record),
    users: members.map(({ user }) => user),
  };
}

/** More institutions come to a use while it is young. */
const reached = (part: number): number => 1 - (1 - part) ** 1.5;

function needsOf(planned: readonly Planned[]): readonly Need[] {
  const met = new Map<Topic, number>();
  const needs = planned.map((contract) => {
    if (contract.topic === undefined || contract.topic === 'OTHER' || contract.cell.to > TOPIC_QUOTAS.to)
      return { contract, isFirstOfTopic: false, isNew: false };
    const { topic } = contract;
    const k = met.get(topic) ?? 0;
    met.set(topic, k + 1);
    const { contracts, institutions } = TOPIC_QUOTAS.of[topic];
    const upTo = (n: number): number => Math.ceil(institutions * reached(n / contracts));
    return { contract, topic, isFirstOfTopic: upTo(k + 1) > upTo(k), isNew: false };
  });
  let from = '';
  for (const { to, of } of INSTITUTION_QUOTAS) {
    const free = needs.filter(
      ({ contract, topic, isFirstOfTopic }) =>
        contract.cell.to > from && contract.cell.to <= to && (topic === undefined || isFirstOfTopic),
    );
    free.forEach((need, i) => {
      need.isNew = isChosen(i, of, free.length);
    });
    from = to;
  }
  return needs;
}

class Finding {
  readonly members: Member[] = [];
  private readonly byTopic = new Map<Topic, Set<Member>>();
  private readonly left = USER_QUOTAS.map(({ to, of }) => ({
    to,
    of: new Map(Object.entries(of) as [User, number][]),
  }));

  constructor(private readonly chance: Chance) {}

  memberFor(need: Need): Member {
    const { contract, topic } = need;
    const known = topic === undefined ? undefined : this.knownTo(topic);
    const isAgain = known !== undefined && !need.isFirstOfTopic;
    const isFree = (member: Member): boolean =>
      known === undefined || (isAgain ? known.has(member) : !known.has(member));
    const choices = need.isNew ? [] : this.members.filter(isFree);
    const user = this.userOf(contract, need.isNew ? USERS : USERS.filter((one) => choices.some((m) => m.user === one)));
    const member = need.isNew ? this.newMember(user) : this.chance.of(choices.filter((one) => one.user === user));
    known?.add(member);
    return member;
  }

  private knownTo(topic: Topic): Set<Member> {
    const known = this.byTopic.get(topic) ?? new Set();
    this.byTopic.set(topic, known);
    return known;
  }

  /** Of those there are, the one of whom most contracts are still to come. */
  private userOf({ row, cell, isKnown }: Planned, among: readonly User[]): User {
    const left = this.left.find(({ to }) => cell.to <= to)?.of ?? new Map<User, number>();
    const isLarge = cell.to <= USER_AMOUNTS.to && row.amount / row.count >= LARGE;
    const open = among.filter((user) => (left.get(user) ?? 0) > 0);
    const large = open.filter((user) => isLarge && OF_GROUPS.includes(user));
    const [most] = (large.length > 0 ? large : open).toSorted((a, b) => (left.get(b) ?? 0) - (left.get(a) ?? 0));
    const user = isKnown ? row.known?.user : most;
    if (user === undefined) throw new Error(`Nobody is left for a contract until ${cell.to}.`);
    left.set(user, (left.get(user) ?? 0) - 1);
    return user;
  }

  private newMember(user: User): Member {
    const member = { user, record: this.recordOf(user) };
    this.members.push(member);
    return member;
  }

  /** The first one of the ministry is that of the story's contract by catalog. */
  private recordOf(user: User): InstitutionRecord {
    const isOfStory = user === 'MSIT_STATE' && !this.members.some((one) => one.user === user);
    const n = this.members.length + 2 - (this.members.some((one) => one.record.number === BY_CATALOG.code) ? 1 : 0);
    const [group, type] = user.split('_');
    const ministry =
      group === 'MSIT' || group === 'MOE'
        ? MINISTRIES[group]
        : group === 'OTHER'
          ? this.chance.of(OTHER_MINISTRIES)
          : undefined;
    return {
      kind: 'institution',
      number: isOfStory ? BY_CATALOG.code : `INST-${String(n).padStart(4, '0')}`,
      name: isOfStory ? BY_CATALOG.name : `수요기관 ${1_000 + n}`,
      type: type === 'STATE' ? 'STATE' : type === 'PUBLIC' ? 'PUBLIC' : 'LOCAL',
      ...(ministry !== undefined && { ministry }),
      synthetic: true,
    };
  }
}
