import { sampleAi, sampleService } from '../events/definitions/samples.js';
import { disclosureFaults } from './disclosure.js';

const codes = (change: object) =>
  disclosureFaults({ ...sampleService, ai: sampleAi, ...change }).map(({ code }) => code);

describe('What a service discloses of its use of AI', () => {
  it('fits its technologies and networks', () => {
    expect(codes({})).toEqual([]);
    expect(codes({ technologies: ['BLOCKCHAIN'] })).toEqual(['AI_NOT_STATED']);
    expect(codes({ networks: ['EXTERNAL'] })).toEqual(['AI_NETWORK_NOT_OFFERED']);
  });

  it('may be absent, and a draft may say it before the rest', () => {
    expect(disclosureFaults(sampleService)).toEqual([]);
    expect(disclosureFaults({ ai: sampleAi })).toEqual([]);
  });
});
