import { describeMatrix } from '#testing/matrix/suite.js';
import { catalog } from './catalog.service-map.js';
import { CatalogStory } from './testing/catalog-story.js';
import { World } from './testing/matrix-world.js';

describeMatrix(catalog, async () => {
  const story = await CatalogStory.start();
  return { matrix: await World.build(story), stop: () => story.stop() };
}, [
  // A listing that was not published has no version, for any caller.
  'getListingVersion: PUBLIC without its relation',
  'getListingVersion: SUPPLIER without its relation',
  'getListingVersion: NIA_OPERATOR without its relation',
  // Its use case asks for the supplier of the listing as well.
  'applyAgreement: SUPPLIER without its relation',
  // A comparison is always the caller's own.
  'saveComparison: INSTITUTION without its relation',
]);
