import type { Certificate, PriceLine, ServiceProfile } from '#common/events/definitions/shapes.js';
import { comparePrices } from '#common/kernel/money.js';

/** The part of a listing that was reviewed. */
export interface Content {
  readonly service: ServiceProfile;
  readonly prices: readonly PriceLine[];
  readonly certificates: readonly Certificate[];
}

/** Where offered content departs from the selected one; a material one may not be published (§4.6, §11.3). */
export interface Difference {
  readonly field: string;
  readonly material: boolean;
  readonly selected: unknown;
  readonly offered: unknown;
}

const same = (a: unknown, b: unknown): boolean =>
  JSON.stringify(inOrder(a ?? null)) === JSON.stringify(inOrder(b ?? null));

/** Two clients may write the fields of one object in different order. */
const inOrder = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inOrder);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, inOrder(item)]));
};

const sorted = (values: readonly string[]): readonly string[] => [...values].sort();

/** Why a field that differs matters; a field without a row is a text that the supplier may complete. */
const MATERIAL: {
  readonly [F in keyof ServiceProfile]?: (selected: ServiceProfile, offered: ServiceProfile) => boolean;
} = {
  name: () => true,
  kind: () => true,
  subtype: () => true,
  deployment: () => true,
  networks: (selected, offered) => offered.networks.some((network) => !selected.networks.includes(network)),
  infrastructureProviders: (selected, offered) =>
    !same(sorted(selected.infrastructureProviders), sorted(offered.infrastructureProviders)),
  sla: (selected, offered) => offered.sla.availabilityPercent < selected.sla.availabilityPercent,
};

export function differences(selected: Content, offered: Content): readonly Difference[] {
  const fields = Object.keys(selected.service) as (keyof ServiceProfile)[];
  const ofService = fields
    .filter((field) => !same(selected.service[field], offered.service[field]))
    .map((field) => ({
      field: `service.${field}`,
      material: MATERIAL[field]?.(selected.service, offered.service) ?? false,
      selected: selected.service[field],
      offered: offered.service[field],
    }));
  return [
    ...ofService,
    ...priceDifferences(selected.prices, offered.prices),
    ...certificateDifferences(selected, offered),
  ];
}

/** Price lines by their stable code. A line that vanished, one that got cheaper and a cheaper option are no raise. */
export function priceDifferences(before: readonly PriceLine[], after: readonly PriceLine[]): readonly Difference[] {
  const codes = [...new Set([...before, ...after].map((line) => line.code))];
  return codes.flatMap((code) => {
    const was = before.find((line) => line.code === code);
    const is = after.find((line) => line.code === code);
    if (same(was, is)) return [];
    const material = is !== undefined && (was === undefined ? !isCheaperOption(is, before) : isRaised(was, is));
    return [{ field: `prices.${code}`, material, selected: was ?? null, offered: is ?? null }];
  });
}

/** Another unit or billing model at the same figure, or a longer commitment, is a raise in disguise. */
const isRaised = (was: PriceLine, is: PriceLine): boolean =>
  comparePrices(is, was) > 0 ||
  is.unit !== was.unit ||
  is.billingModel !== was.billingModel ||
  (is.minimumMonths ?? 1) > (was.minimumMonths ?? 1);

/** A-12 "added cheaper option": below every line that is offered for the same unit and billed the same way. */
function isCheaperOption(line: PriceLine, before: readonly PriceLine[]): boolean {
  const alike = before.filter((one) => one.unit === line.unit && one.billingModel === line.billingModel);
  return alike.length > 0 && alike.every((one) => comparePrices(line, one) < 0);
}

function certificateDifferences(selected: Content, offered: Content): readonly Difference[] {
  if (same(selected.certificates, offered.certificates)) return [];
  return [{ field: 'certificates', material: false, selected: selected.certificates, offered: offered.certificates }];
}
