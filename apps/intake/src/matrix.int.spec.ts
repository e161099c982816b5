import { describeMatrix } from '#testing/matrix/suite.js';
import { intake } from './intake.service-map.js';
import { Applying } from './testing/applying.js';
import { World } from './testing/matrix-world.js';

describeMatrix(
  intake,
  async () => {
    const story = await Applying.start();
    return { matrix: await World.build(story), stop: () => story.stop() };
  },
  // The first is also refused by its use case. What the others begin is always the caller's own.
  ['registerSupplier: SUPPLIER without its relation', 'askInquiry: SUPPLIER without its relation'],
);
