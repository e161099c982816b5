import fc from 'fast-check';
import { sampleSupplier } from '#common/events/definitions/samples.js';
import { systemActor, type Actor } from '#common/kernel/actor.js';
import { PolicyTable } from '#common/kernel/policy.js';
import { propertyRuns } from '#testing/property-runs.js';
import { momentOf, refusalOf, specification } from '#testing/specification.js';
import { supplierType } from '../supplier.type.js';
import { registerSupplier } from './registering.js';
import { acceptHandover, appointManager, listPerson, manages, offerHandover, removePerson } from './staffing.js';
import type { PersonFunction } from './supplier.state.js';

const person = (sub: string): Actor => ({
  kind: 'person',
  sub,
  roles: ['SUPPLIER'],
  org: sampleSupplier.businessNumber,
});
const registered = specification(supplierType, '2025-08-04')
  .by(person('kim'))
  .given((_, moment) =>
    registerSupplier({ ...sampleSupplier, representative: '대표', address: '서울', contact: null }, moment),
  );
type Story = typeof registered;

const list = (sub: string, as: PersonFunction) => (state: Story['state'], moment: Story['moment']) =>
  listPerson(state, { sub, function: as }, moment);
const remove = (sub: string) => (state: Story['state']) => removePerson(state, { sub });
const offer = (by: string, to: string) => (state: Story['state']) => offerHandover(state, { by, to });
const accept = (by: string) => (state: Story['state']) => acceptHandover(state, { by });
const functionsOf = ({ state }: Story) =>
  Object.fromEntries(state.people.map(({ sub, function: held }) => [sub, held]));

describe('The people of a supplier (담당자)', () => {
  it('§2.1: begin with the person who registers it, as manager', () => {
    expect(functionsOf(registered)).toEqual({ kim: 'MANAGER' });
  });

  it('are listed by function, each once, and change function', () => {
    const staffed = registered.given(list('lee', 'EDITOR'), list('park', 'SIGNER'));
    expect(functionsOf(staffed)).toEqual({ kim: 'MANAGER', lee: 'EDITOR', park: 'SIGNER' });
    staffed.when(list('lee', 'EDITOR')).thenEvents();
    expect(functionsOf(staffed.given(list('lee', 'SIGNER')))).toMatchObject({ lee: 'SIGNER' });
  });

  it('leave the list, and are not removed twice', () => {
    const gone = registered.given(list('lee', 'EDITOR'), remove('lee'));
    expect(functionsOf(gone)).toEqual({ kim: 'MANAGER' });
    gone.when(remove('lee')).thenRefused('PERSON_UNKNOWN');
  });

  it('keep a manager: the last one neither leaves nor takes another function', () => {
    registered.when(remove('kim')).thenRefused('LAST_MANAGER');
    registered.when(list('kim', 'SIGNER')).thenRefused('LAST_MANAGER');
    const two = registered.given(list('lee', 'MANAGER'));
    expect(functionsOf(two.given(remove('kim')))).toEqual({ lee: 'MANAGER' });
    two.given(list('kim', 'EDITOR')).when(remove('lee')).thenRefused('LAST_MANAGER');
  });

  it('are as many as the policy says', () => {
    const policy = PolicyTable.from({
      rows: [{ key: 'intake.supplierPeopleMax', from: '2025-01-01', value: 2, basis: 'test' }],
    });
    const moment = momentOf('2025-08-04', policy);
    const { state } = registered.given(list('lee', 'EDITOR'));
    expect(refusalOf(() => listPerson(state, { sub: 'park', function: 'EDITOR' }, moment))).toBe('PEOPLE_TOO_MANY');
    expect(refusalOf(() => listPerson(state, { sub: 'lee', function: 'SIGNER' }, moment))).toBe('nothing refused');
  });
});

describe('A hand-over (인계)', () => {
  const offered = registered.by(person('kim')).given(offer('kim', 'lee')).by(person('lee'));

  it('changes nothing until the person who was named accepts', () => {
    expect(functionsOf(offered)).toEqual({ kim: 'MANAGER' });
    offered.when(accept('park')).thenRefused('HANDOVER_NOT_OFFERED');
    const taken = offered.when(accept('lee')).thenEvents('HandoverAccepted');
    expect(functionsOf(taken)).toEqual({ lee: 'MANAGER' });
    taken.when(accept('lee')).thenRefused('HANDOVER_NOT_OFFERED');
  });

  it('goes to another person, and the later offer counts', () => {
    registered.when(offer('kim', 'kim')).thenRefused('HANDOVER_TO_SELF');
    const again = offered.by(person('kim')).given(offer('kim', 'park')).by(person('park'));
    again.when(accept('lee')).thenRefused('HANDOVER_NOT_OFFERED');
    expect(functionsOf(again.given(accept('park')))).toEqual({ park: 'MANAGER' });
  });

  it('is void when the manager who offered it no longer is one', () => {
    const two = offered.by(person('choi')).given(list('choi', 'MANAGER'));
    two.given(remove('kim')).when(accept('lee')).thenRefused('HANDOVER_NOT_OFFERED');
    two.given(list('kim', 'EDITOR')).when(accept('lee')).thenRefused('HANDOVER_NOT_OFFERED');
    two.given(remove('choi')).when(accept('lee')).thenEvents('HandoverAccepted');
  });
});

describe('NIA', () => {
  it('lists a manager where none acts any longer, with the reason', () => {
    const reason = '대표자 확인서';
    const saved = registered
      .when((state) => appointManager(state, { sub: 'lee', reason }))
      .thenEvents('ManagerAppointed');
    expect(functionsOf(saved)).toEqual({ kim: 'MANAGER', lee: 'MANAGER' });
    saved.when((state) => appointManager(state, { sub: 'lee', reason })).thenRefused('MANAGER_ALREADY');
    expect(functionsOf(saved.given(remove('kim')))).toEqual({ lee: 'MANAGER' });
  });
});

it('a supplier has a manager and nobody twice, whatever its people do', () => {
  const subs = fc.constantFrom('kim', 'lee', 'park', 'choi');
  const acts = fc.array(
    fc.oneof(
      fc.tuple(subs, fc.constantFrom<PersonFunction>('MANAGER', 'EDITOR', 'SIGNER')).map(([sub, as]) => list(sub, as)),
      subs.map(remove),
      fc.tuple(subs, subs).map(([by, to]) => offer(by, to)),
      subs.map(accept),
    ),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(acts, fc.array(subs, { minLength: 30, maxLength: 30 }), (steps, actors) => {
      let spec = registered;
      for (const [i, step] of steps.entries()) {
        const by = person(actors[i] ?? 'kim');
        if (refusalOf(() => step(spec.state, spec.moment)) === 'nothing refused') spec = spec.by(by).given(step);
        const listed = spec.state.people.map(({ sub }) => sub);
        expect(new Set(listed).size).toBe(listed.length);
        expect(listed.some((sub) => manages(spec.state, sub))).toBe(true);
      }
    }),
    propertyRuns(),
  );
});

it('acts of the system make no manager of it', () => {
  expect(manages(registered.state, systemActor('intake.timers').sub)).toBe(false);
});
