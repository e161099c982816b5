import { foldOf } from '#common/aggregates/history-chain/state-digest.js';
import { STORE_FORMAT } from '#common/service/format/formats.js';
import { typesOf } from '#common/service/service-map.js';
import { SERVICES } from '../../services.js';
import { MIGRATIONS } from './migrations.js';

describe('R-52: the migrations of the stores', () => {
  it('lead from the first format to that of this build, one by one', () => {
    expect(MIGRATIONS.map(({ format }) => format)).toEqual(
      Array.from({ length: STORE_FORMAT.format - 1 }, (_, n) => n + 2),
    );
    for (const { format, readableFrom } of MIGRATIONS) expect(readableFrom).toBeLessThanOrEqual(format);
  });

  it('lead to what this build reads, and let the build before run next to it', () => {
    const newest = MIGRATIONS.at(-1);
    expect(newest?.readableFrom).toBeLessThan(STORE_FORMAT.format);
    expect(STORE_FORMAT.oldest).toBeLessThan(STORE_FORMAT.format);
  });

  it('fold every state again whose fold was raised: a new fold needs a step of its own', () => {
    const raised = SERVICES.flatMap((map) => typesOf(map)).filter((type) => foldOf(type) > 1);
    const folds = Object.fromEntries(raised.map((type) => [type.name, foldOf(type)]));
    expect(MIGRATIONS.findLast((step) => step.folds !== undefined)?.folds).toEqual(folds);
  });
});
