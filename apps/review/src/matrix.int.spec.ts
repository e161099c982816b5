import { describeMatrix } from '#testing/matrix/suite.js';
import { review } from './review.service-map.js';
import { SessionStory } from './sessions/testing/session-story.js';
import { World } from './testing/matrix-world.js';

describeMatrix(review, async () => {
  const story = await SessionStory.start();
  return { matrix: await World.build(story), stop: () => story.stop() };
});
