import { MEMBERS, ministry, secretary } from '../../../../tools/story/cast.js';
import type { Persona } from '../../../../tools/story/api.js';
import type { Hand, Scene } from '../scene.js';
import { becomes } from './applying.js';
import { DOUBTED, EXCLUDED, resolve, stepOut } from './recusing.js';
import { chair, ofFate, sessionPath, type Item, type Session } from './reviewing.js';

/** Who comes to a first session. They are barred from the objections to its refusals. */
const PRESENT: readonly Persona[] = MEMBERS.slice(0, 14);
/** Who was not there, and decides on the objections. The last of the twenty is replaced in each round. */
const OTHERS: readonly Persona[] = MEMBERS.slice(14, 19);
/** A quorum of the twenty, with all of the others. */
const LATER: readonly Persona[] = [...PRESENT.slice(0, 7), ...OTHERS];

const but = (all: readonly Persona[], ...without: readonly Persona[]): readonly Persona[] =>
  all.filter(({ sub }) => without.every((one) => one.sub !== sub));

/** Fourteen members attend, declare, and vote at once on each item. @returns the plain ones that were selected */
export async function hold(scene: Scene, session: Session): Promise<readonly Item[]> {
  const { items } = session;
  const plain = items.filter(({ fate }) => fate === undefined);
  const selected = plain.filter((_, i) => i === 0 || !scene.random.chance(0.1));
  const wins = [...selected, ...ofFate(items, 'cancelled')];
  await scene.each('hold', [session], async ({ no, on }, hand) => {
    const path = sessionPath(no);
    await comeAndDeclare(hand, session, PRESENT);
    await stepOut(hand, path, DOUBTED, on);
    await hand.move(chair, 'review', path, '/opening');
    for (const one of items) {
      if (one.fate === 'carried') continue;
      if (one.fate === 'deferred') await defer(hand, path, one.item);
      else await decide(hand, path, { ...one, inFavour: wins.includes(one), voters: await votersOn(hand, path, one) });
    }
    const carryReason = '시간이 모자란다.';
    const isCarried = ofFate(items, 'carried').length > 0;
    await hand.move(chair, 'review', path, '/closing', { body: isCarried ? { carryReason } : {} });
    await publish(
      hand,
      session,
      items.map(({ item }) => item),
    );
  });
  return told(scene, selected);
}

/** Objections, what was deferred and what was carried. @returns what was selected now */
export async function holdExtra(scene: Scene, session: Session): Promise<readonly Item[]> {
  const { items } = session;
  await scene.each('hold', [session], async ({ no }, hand) => {
    const path = sessionPath(no);
    await comeAndDeclare(hand, session, LATER);
    await hand.move(chair, 'review', path, '/opening');
    const numbers = items.map(({ item }) => item);
    for (const { fate, item } of items) {
      const isObjection = fate === 'upheld' || fate === 'dismissed';
      const ballot = { inFavour: fate !== 'dismissed', voters: isObjection ? OTHERS : LATER };
      await decide(hand, path, { ...ballot, item });
      // Upheld, the same session takes the service up as a new item.
      if (fate === 'upheld') {
        const service = Math.max(...numbers) + 1;
        numbers.push(service);
        await decide(hand, path, { ...ballot, item: service });
      }
    }
    await hand.move(chair, 'review', path, '/closing', { body: {} });
    await publish(hand, session, numbers);
  });
  return told(scene, ofFate(items, 'upheld', 'deferred', 'carried'));
}

const told = (scene: Scene, selected: readonly Item[]): Promise<readonly Item[]> =>
  scene.each('told', selected, async (one, hand) => {
    await becomes(hand, one, 'SELECTED');
    return one;
  });

async function comeAndDeclare(hand: Hand, { no, items }: Session, present: readonly Persona[]): Promise<void> {
  const path = sessionPath(no);
  await Promise.all(present.map(({ sub }) => hand.put(secretary, 'review', `${path}/attendance/${sub}`, {})));
  await Promise.all(
    present.map((member) => {
      const clear = items.filter((one) => !isExcluded(one, member)).map(({ item }) => ({ item, ground: 'NONE' }));
      return hand.put(member, 'review', `${path}/declarations/${member.sub}`, { items: clear });
    }),
  );
}

const isExcluded = ({ fate }: Item, { sub }: Persona): boolean => fate === 'upheld' && sub === EXCLUDED.sub;

/** Members of a first session who vote on an item, after the resolutions on two of them. */
async function votersOn(hand: Hand, path: string, { fate, item }: Item): Promise<readonly Persona[]> {
  if (fate !== 'upheld') return PRESENT;
  const all = but(PRESENT, EXCLUDED);
  const exclusionStands = await resolve(hand, path, { item, member: EXCLUDED, voters: all });
  const left = exclusionStands ? all : PRESENT;
  const standsAside = await resolve(hand, path, { item, member: DOUBTED, voters: but(left, DOUBTED) });
  return standsAside ? but(left, DOUBTED) : left;
}

interface Ballot {
  readonly item: number;
  readonly inFavour: boolean;
  readonly voters: readonly Persona[];
}

/** The last voter changes their vote while the chair has the votes counted: it comes in time, or it is refused. */
async function decide(hand: Hand, path: string, { item, inFavour, voters }: Ballot): Promise<void> {
  const agenda = `/agenda/${item}`;
  const { version } = await hand.move(chair, 'review', path, `${agenda}/deliberation`);
  await hand.move(chair, 'review', path, `${agenda}/voting`, { body: { debarmentSeen: true }, version });
  const yes = Math.floor(voters.length * (inFavour ? 0.7 : 0.3));
  const no = { vote: 'NO', reason: '지원체계를 더 갖출 필요가 있다.' };
  const placeOf = ({ sub }: Persona) => `${path}${agenda}/votes/${sub}`;
  await Promise.all(
    voters.map((member, seat) => hand.put(member, 'review', placeOf(member), seat < yes ? { vote: 'YES' } : no)),
  );
  const last = voters.at(-1) ?? chair;
  const changing = hand.attempt(last, 'review', placeOf(last), '', { method: 'PUT', body: { vote: 'ABSTAIN' } });
  await Promise.all([changing, hand.move(chair, 'review', path, `${agenda}/tally`)]);
}

async function defer(hand: Hand, path: string, item: number): Promise<void> {
  await hand.move(chair, 'review', path, `/agenda/${item}/deliberation`);
  const body = { reason: '자료가 부족하다.', requests: ['재무제표를 다시 낸다.'] };
  await hand.move(chair, 'review', path, `/agenda/${item}/deferral`, { body });
}

async function publish(hand: Hand, { no, on }: Session, items: readonly number[]): Promise<void> {
  const path = sessionPath(no);
  const minutes = {
    summary: `제${no}차 디지털서비스 심사위원회: 안건 ${items.length}건을 의결하였다.`,
    items: items.map((item) => ({ item, reasons: ['심사기준에 따라 의결하였다.'] })),
  };
  const drafted = await hand.move(secretary, 'review', path, '/minutes', { body: minutes, method: 'PUT' });
  const confirmed = await hand.move(chair, 'review', path, '/minutes/confirmation', { version: drafted.version });
  const selectionAct = { number: `${on.slice(0, 4)}-${no}`, on };
  const { version } = await hand.move(ministry, 'review', path, '/selection-act', {
    body: selectionAct,
    method: 'PUT',
    version: confirmed.version,
  });
  await hand.move(ministry, 'review', path, '/publication', { body: { selectionAct }, version });
}
