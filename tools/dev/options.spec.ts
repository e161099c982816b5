import { UsageError } from '../command-line.js';
import { devOptions, usage } from './options.js';

const SERVICES = ['intake', 'review', 'catalog', 'contracts'];

describe('npm run dev', () => {
  it('takes the name of a service', () => {
    expect(devOptions(['intake'], SERVICES)).toEqual({ service: 'intake', keep: false });
    expect(devOptions(['review', '--keep'], SERVICES)).toEqual({ service: 'review', keep: true });
  });

  it.each([
    [['billing'], 'There is no service billing. One of intake, review, catalog, contracts.'],
    [[], 'No service was named. One of intake, review, catalog, contracts.'],
    [['intake', 'review'], 'One service at a time, not intake review.'],
    [['intake', '--fast'], '--fast'],
  ])('refuses %j and says why', (args, why) => {
    expect(() => devOptions(args, SERVICES)).toThrow(UsageError);
    expect(() => devOptions(args, SERVICES)).toThrow(why);
  });

  it('explains itself, with the services there are', () => {
    expect(devOptions(['--help'], SERVICES)).toBe('help');
    expect(usage(SERVICES)).toContain('intake, review, catalog, contracts');
  });
});
