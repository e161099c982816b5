import { describeWithServers } from '#common/testing/stores.js';
import { install, type Installed } from './installed.js';
import { Workload } from './workload.js';

const LONG_ENOUGH_MS = 100_000;

describeWithServers('A run without any fault', () => {
  let installed: Installed;
  beforeAll(async () => {
    installed = await install();
  }, 120_000);
  afterAll(() => installed.installation.stop());

  it('comes to signed contracts, and every command to its outcome', async () => {
    const ended = new AbortController();
    const workload = new Workload(installed.target, {
      seed: 7,
      contracts: 12,
      onProgress: ({ signed }) => signed > 0 && ended.abort(),
    });
    const { signed, open, acked } = await workload.run(
      AbortSignal.any([ended.signal, AbortSignal.timeout(LONG_ENOUGH_MS)]),
    );
    expect({ mishaps: workload.mishaps, flaws: workload.ledger.flaws, open }).toEqual({
      mishaps: [],
      flaws: [],
      open: 0,
    });
    expect(signed).toBeGreaterThan(0);
    expect(acked).toBeGreaterThan(200);
    expect(workload.timeline.between().ackedShare).toBe(1);
  }, 200_000);
});
