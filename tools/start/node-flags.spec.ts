import { nodeFlagsOf } from './node-flags.js';

describe('The services on this machine', () => {
  it('run with the flags of their image', () => {
    expect(nodeFlagsOf('.')).toEqual(expect.arrayContaining(['--enable-source-maps', '--max-semi-space-size=8']));
  });

  it('do not run where an image names none', () => {
    expect(() => nodeFlagsOf('docs')).toThrow(/Dockerfile/);
  });
});
