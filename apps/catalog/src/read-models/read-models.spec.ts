import { expectAlwaysRebuilt } from '#testing/projected.js';
import { catalog } from '../catalog.service-map.js';

describe('§11.6 (8): all events again make every read model of the catalog again', { timeout: 120_000 }, () => {
  it.each(catalog.projections)('$name', expectAlwaysRebuilt);
});
