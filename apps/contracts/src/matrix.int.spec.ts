import { describeMatrix } from '#testing/matrix/suite.js';
import { contracts } from './contracts.service-map.js';
import { ContractsUnderTest } from './testing/contracts-under-test.js';
import { World } from './testing/matrix-world.js';

describeMatrix(
  contracts,
  async () => {
    const under = await ContractsUnderTest.start();
    return { matrix: await World.build(under), stop: () => under.stop() };
  },
  // A contract is always planned for the caller's own institution.
  ['planContract: INSTITUTION without its relation'],
);
