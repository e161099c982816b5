import { sampleSupplier } from '#common/events/definitions/samples.js';
import { SupplierDebarred } from '#common/events/definitions/supplier-debarred.js';
import { derivedId } from '#common/kernel/ids.js';
import { personas } from '#testing/personas.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { Catalog } from '../read-models/catalog/catalog.mongo.js';
import { LISTING, quote } from '../testing/contract-story.js';
import { ContractsUnderTest } from '../testing/contracts-under-test.js';

const { supplier } = personas;

describeWithServers('A supplier that is debarred (부정당업자), in contracts', () => {
  let under: ContractsUnderTest;
  beforeAll(async () => {
    under = await ContractsUnderTest.start();
  }, 60_000);
  afterAll(() => under?.stop(), 30_000);

  it('is neither asked, nor offers, nor is chosen, nor signed with', async () => {
    const signing = await (await under.story()).to('HALF_SIGNED');
    const offered = await (await under.story()).to('QUOTED');
    for (const { due } of (await offered.seenBy()).requests) await under.notBefore(due.dueAt);
    const asked = await (await under.story()).to('QUOTING');
    const planned = await (await under.story()).to('PLANNED');
    const { businessNumber } = sampleSupplier;
    const order = { ...SupplierDebarred.sample, businessNumber, from: under.today, to: '2027-12-31' };
    await under.test.emit(SupplierDebarred, derivedId('supplier', businessNumber), order);
    await eventually(async () => expect((await under.get(Catalog).entry(LISTING)).debarments).toHaveLength(1));
    const answers = [
      await under.as(supplier).post(`${asked.path}/quotes`, quote()),
      await planned.act(planned.buyer, 'quote-requests', { listingIds: [LISTING] }),
      await offered.act(offered.buyer, 'supplier-choice', { requestNo: 1, reason: '적합' }),
      await signing.act(supplier, 'signatures'),
    ];
    for (const { outcome, view } of answers)
      expect([outcome, view.errors[0]?.code]).toEqual(['409 LISTING_NOT_CONTRACTABLE', 'SUPPLIER_DEBARRED']);
  });
});
