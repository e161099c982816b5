import { expectAlwaysRebuilt } from '#testing/projected.js';
import { debarmentsProjection } from './debarments/debarments.projection.js';

it('§11.6 (8): all events again make the read model of review again', { timeout: 120_000 }, () =>
  expectAlwaysRebuilt(debarmentsProjection),
);
