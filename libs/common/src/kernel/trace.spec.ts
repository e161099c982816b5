import { newTraceparent, traceparentFor } from './trace.js';

describe('A trace', () => {
  const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
  const span = '00f067aa0ba902b7';
  const WELL_FORMED = /^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/;

  it('of the caller goes on, as a span of our own', () => {
    const ours = traceparentFor(`00-${trace}-${span}-00`);
    expect(ours).toMatch(WELL_FORMED);
    expect(ours.slice(3, 35)).toBe(trace);
    expect(ours).not.toContain(span);
  });

  it.each([
    undefined,
    '',
    'x',
    `01-${trace}-${span}-01`,
    `00-${trace}-${span}`,
    `00-${trace}-${span}-01-more`,
    ` 00-${trace}-${span}-01`,
    `00-${trace.toUpperCase()}-${span}-01`,
    `00-${'0'.repeat(32)}-${span}-01`,
  ])('begins anew where the caller names none: %s', (incoming) => {
    const ours = traceparentFor(incoming);
    expect(ours).toMatch(WELL_FORMED);
    expect(ours).not.toContain(trace);
    expect(ours.slice(3, 35)).not.toBe('0'.repeat(32));
  });

  it('is another one each time', () => {
    expect(newTraceparent()).toMatch(WELL_FORMED);
    expect(newTraceparent()).not.toBe(newTraceparent());
  });
});
