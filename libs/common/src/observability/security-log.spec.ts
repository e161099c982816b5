import { SecurityLog } from './security-log.js';

const refusal = (change: object = {}) => ({
  status: 401,
  cause: 'UNAUTHENTICATED: The token has expired: get a new one.',
  operation: 'GET /v1/cases/:id',
  path: '/v1/cases/1',
  address: '127.0.0.1',
  ...change,
});

describe('S13: the security log', () => {
  let entries: { message: string; fields: { cause?: string; byCause?: Record<string, number> } }[] = [];
  const logging = () => {
    entries = [];
    return new SecurityLog((message, fields) => void entries.push({ message, fields }));
  };

  it('samples the refusals of one caller by cause, and says how many it left out', () => {
    const log = logging();
    for (let n = 0; n < 1_000; n++) log.refused(refusal());
    log.refused(refusal({ cause: 'FORBIDDEN', status: 403, sub: 'kim' }));
    expect(entries).toHaveLength(11);
    expect(entries.at(-1)?.fields.cause).toBe('FORBIDDEN');
    log.endMinute();
    expect(entries.at(-1)).toEqual({
      message: 'refusals not written',
      fields: { byCause: { [refusal().cause]: 990 } },
    });
    log.refused(refusal());
    expect(entries.at(-1)?.message).toBe('refused');
    log.endMinute();
    expect(entries).toHaveLength(13);
  });

  it('is bounded in a minute, however many callers probe', () => {
    const log = logging();
    for (let n = 0; n < 20_000; n++) log.refused(refusal({ address: `10.0.${n >> 8}.${n & 255}` }));
    expect(entries).toHaveLength(300);
    log.endMinute();
    expect(entries.at(-1)?.fields.byCause).toEqual({ [refusal().cause]: 19_700 });
  });

  it('writes every access', () => {
    const log = logging();
    const access = { what: 'DOCUMENT', operation: 'downloadDocument', sub: 'kim', ids: ['a', 'SLA'] };
    for (let n = 0; n < 1_000; n++) log.accessed(access);
    expect(entries).toHaveLength(1_000);
    expect(entries[0]).toEqual({ message: 'accessed', fields: access });
  });
});
