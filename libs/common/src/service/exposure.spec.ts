import { exposureOf, exposureWarning } from './exposure.js';

const INSECURE = [{ AUTH: 'dev' }, { CLOCK: 'sandbox' }, { AUTH: 'dev', CLOCK: 'sandbox' }];
const ENVIRONMENTS = [undefined, '', 'development', 'test', 'prod', 'Production', 'production'];
const OTHERS = ['0.0.0.0', '::', '10.0.0.7', '192.168.1.1', 'fe80::1'];
const OWN = ['127.0.0.1', '127.0.0.2', '::1'];

describe('A service that is only fit for development', () => {
  it('S6: listens on this machine unless it is told otherwise; one in earnest does not', () => {
    for (const setting of INSECURE) expect(exposureOf(setting)).toMatchObject({ host: '127.0.0.1', isLocal: true });
    expect(exposureOf({})).toEqual({ host: '0.0.0.0', opsHost: '127.0.0.1', isLocal: false, insecure: [] });
  });

  it('S6: does not start where other machines reach it, whatever NODE_ENV says', () => {
    for (const setting of INSECURE)
      for (const NODE_ENV of ENVIRONMENTS)
        for (const HOST of OTHERS)
          expect(() => exposureOf({ ...setting, NODE_ENV, HOST })).toThrow(
            /^(AUTH=dev|CLOCK=sandbox): .*HOST=.*ALLOW_INSECURE_DEVELOPMENT=yes/,
          );
  });

  it('S6: does not start where other machines reach its operations port, which gives out tokens', () => {
    for (const setting of INSECURE)
      for (const OPS_HOST of OTHERS) {
        expect(() => exposureOf({ ...setting, OPS_HOST })).toThrow(/^(AUTH=dev|CLOCK=sandbox): .*OPS_HOST=/);
        const open = exposureOf({ ...setting, OPS_HOST, ALLOW_INSECURE_DEVELOPMENT: 'yes' });
        expect([open.isLocal, exposureWarning(open)?.level]).toEqual([false, 'error']);
      }
  });

  it('S6: starts there with the second switch, and says what is insecure', () => {
    for (const NODE_ENV of ENVIRONMENTS)
      for (const HOST of [...OTHERS, ...OWN])
        expect(
          exposureOf({ AUTH: 'dev', CLOCK: 'sandbox', NODE_ENV, HOST, ALLOW_INSECURE_DEVELOPMENT: 'yes' }),
        ).toMatchObject({ host: HOST, insecure: ['AUTH=dev', 'CLOCK=sandbox'], isLocal: OWN.includes(HOST) });
  });

  it('S6: starts on this machine, except where NODE_ENV says production: a proxy may be in front', () => {
    for (const setting of INSECURE)
      for (const HOST of OWN)
        for (const NODE_ENV of ENVIRONMENTS) {
          const start = () => exposureOf({ ...setting, HOST, NODE_ENV });
          if (NODE_ENV === 'production') expect(start).toThrow(/NODE_ENV is production/);
          else expect(start()).toMatchObject({ host: HOST });
        }
  });

  it('S6: says so at its start, and off this machine at every log level', () => {
    const here = exposureWarning(exposureOf({ AUTH: 'dev' }));
    expect(here).toMatchObject({ level: 'warn', fields: { insecure: ['AUTH=dev'], host: '127.0.0.1' } });
    const open = { AUTH: 'dev', HOST: '0.0.0.0', ALLOW_INSECURE_DEVELOPMENT: 'yes' };
    expect(exposureWarning(exposureOf(open))).toMatchObject({
      level: 'error',
      message: expect.stringMatching(/^INSECURE/),
    });
    expect(exposureWarning(exposureOf({}))).toBeUndefined();
  });

  it.each([
    ['HOST', ''],
    ['HOST', 'localhost'],
    ['OPS_HOST', ''],
    ['OPS_HOST', 'localhost'],
    ['HOST', 'example.kr'],
    ['HOST', '127.0.0.1:3001'],
    ['ALLOW_INSECURE_DEVELOPMENT', 'true'],
    ['ALLOW_INSECURE_DEVELOPMENT', ''],
  ])('%s=%j stops the start and names itself', (name, value) => {
    expect(() => exposureOf({ [name]: value })).toThrow(new RegExp(`^${name}=`));
  });
});
