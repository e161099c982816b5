import { exactJson, jsonInteger } from './json-integer.js';

describe('An integer of any length in JSON', () => {
  it('R-50: is written as it was read, digit by digit', () => {
    const text =
      '{"amount":18014398509481982,"few":9007199254740991,"rate":0.1234567890123456789,"name":"18014398509481982"}';
    const written = JSON.stringify(exactJson(text));
    expect(written).toContain('"amount":18014398509481982,"few":9007199254740991');
    expect(written).toContain('"name":"18014398509481982"');
    expect(JSON.stringify(jsonInteger(2n ** 64n))).toBe('18446744073709551616');
  });
});
