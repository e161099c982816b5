import { ApplicationAccepted } from '#common/events/definitions/application-accepted.js';
import { SupplierChanged } from '#common/events/definitions/supplier-changed.js';
import { SupplierDebarred } from '#common/events/definitions/supplier-debarred.js';
import { SupplierReinstated } from '#common/events/definitions/supplier-reinstated.js';
import { derivedId } from '#common/kernel/ids.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import type { CaseView } from '../../cases/case.view.js';
import { chair, secretary, SessionStory } from '../../sessions/testing/session-story.js';

const { businessNumber } = ApplicationAccepted.sample.supplier;
const supplierId = derivedId('supplier', businessNumber);

describeWithServers('A supplier that is debarred on session day, in review', () => {
  let story: SessionStory;
  beforeAll(async () => {
    story = await SessionStory.start();
  }, 120_000);
  afterAll(() => story?.stop(), 60_000);

  const debar = (debarmentNo: number, from: string, to: string) =>
    story.review.under.emit(SupplierDebarred, supplierId, {
      ...SupplierDebarred.sample,
      businessNumber,
      debarmentNo,
      from,
      to,
    });
  const lift = (debarmentNo: number, from: string) =>
    story.review.under.emit(SupplierReinstated, supplierId, {
      ...SupplierReinstated.sample,
      businessNumber,
      debarmentNo,
      from,
    });

  it('§3.5: is shown in case and item, and voted on once the chair has seen it', async () => {
    const session = await story.opened(1);
    const { on } = session;
    const { path } = session.caseOf(1);
    const known = async () => (await story.review.as<CaseView>(secretary).get(path)).view.debarments;
    expect(await known()).toBeUndefined();
    await debar(1, '2025-01-01', on);
    await lift(1, on);
    await debar(2, on, '2030-01-01');
    await eventually(async () => expect(await known()).toHaveLength(2));
    expect(await known()).toMatchObject([
      { no: 1, freeFrom: on },
      { no: 2, from: on },
    ]);
    const shown = { from: on, to: '2030-01-01', ground: 'COLLUSION' };
    expect((await session.item(1))?.debarment).toEqual(shown);

    expect((await session.act(chair, '/agenda/1/deliberation')).outcome).toBe('200');
    expect((await session.act(chair, '/agenda/1/voting')).outcome).toBe('409 DEBARMENT_UNSEEN');
    expect((await session.act(chair, '/agenda/1/voting', { debarmentSeen: true })).outcome).toBe('200');
    await lift(2, on);
    await eventually(async () => expect(await known()).toMatchObject([{ no: 1 }, { no: 2, freeFrom: on }]));
    expect((await session.item(1))?.debarment).toEqual(shown);
  });

  it('a case shows the name that NIA approved since, and its papers the name of then', async () => {
    const { path } = await story.review.openCase();
    const { supplier } = ApplicationAccepted.sample;
    await story.review.under.emit(SupplierChanged, supplierId, {
      ...SupplierChanged.sample,
      supplier: { ...supplier, name: '새 이름' },
    });
    const read = async () => (await story.review.as<CaseView>(secretary).get(path)).view;
    await eventually(async () => expect((await read()).supplierName).toBe('새 이름'));
    expect((await read()).papers?.supplier.name).toBe(supplier.name);
  });
});
