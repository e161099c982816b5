import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { Metrics } from './metrics.js';

interface Rules {
  readonly groups: readonly { readonly rules: readonly { readonly alert: string; readonly expr: string }[] }[];
}

const file = path.join(import.meta.dirname, '../../../../deploy/alerts.yml');
const alerts = (parse(readFileSync(file, 'utf8')) as Rules).groups.flatMap(({ rules }) => rules);

describe('The alerts of deploy/alerts.yml', () => {
  const metrics = new Metrics('intake');
  let days = 396;
  metrics.watchHolidays(() => days);

  it.each(alerts.map(({ alert, expr }) => [alert, expr]))('%s asks for metrics that services have', (_, expr) => {
    const asked = expr.match(/\b[a-z]+(?:_[a-z]+)+\b/g) ?? [];
    const known = metrics.registry.getMetricsAsArray().map(({ name }) => name);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('R-13: one fires when the official list of holidays reaches fewer than 200 days ahead', async () => {
    expect(alerts.find(({ alert }) => alert === 'OfficialHolidaysEnd')?.expr).toBe(
      'holidays_official_days_ahead < 200',
    );
    const shown = async (): Promise<string> => metrics.registry.getSingleMetricAsString('holidays_official_days_ahead');
    expect(await shown()).toContain('holidays_official_days_ahead{service="intake"} 396');
    days = 199;
    expect(await shown()).toContain('holidays_official_days_ahead{service="intake"} 199');
  });
});
