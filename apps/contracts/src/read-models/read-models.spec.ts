import { expectAlwaysRebuilt } from '#testing/projected.js';
import { contracts } from '../contracts.service-map.js';

describe('§11.6 (8): all events again make every read model of contracts again', { timeout: 120_000 }, () => {
  it.each(contracts.projections)('$name', expectAlwaysRebuilt);
});
