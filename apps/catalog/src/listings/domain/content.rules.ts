import type { ListingFacts } from '#common/events/definitions/listing-facts.js';
import type { Certificate, PriceLine, ServiceProfile } from '#common/events/definitions/shapes.js';
import { canonicalJson } from '#common/kernel/canonical-json.js';
import { infrastructureKey } from '#common/kernel/cover.js';
import { comparePrices } from '#common/kernel/money.js';
import { isDearer, lowestPrice } from '#common/kernel/price-model.js';
import type { ChangeClass, ChangedField } from './listing.state.js';

/** The part of a listing that was reviewed. */
export interface Content {
  readonly service: ServiceProfile;
  readonly prices: readonly PriceLine[];
  readonly certificates: readonly Certificate[];
}

/** Where one content departs from another, and the class of the change that this is. */
export interface Difference {
  /** `service.networks`, `prices.STD`, `certificates`. */
  readonly field: string;
  readonly class: ChangeClass;
  /** What was selected, or what is listed now. */
  readonly selected: unknown;
  readonly offered: unknown;
}

/** Two clients may write the fields of one object in different order. */
const same = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);

const sorted = (values: readonly string[]): readonly string[] => [...values].sort();

type Departs = (before: ServiceProfile, after: ServiceProfile) => ChangeClass;
const material: Departs = () => 'MATERIAL';
/** The order of a list says nothing. */
const list =
  (of: (service: ServiceProfile) => readonly string[]): Departs =>
  (before, after) =>
    same(sorted(of(before)), sorted(of(after))) ? 'MINOR' : 'MATERIAL';

/** What was never disclosed takes nothing away when it is; from then on another statement is for NIA to look at. */
const disclosed =
  (of: (service: ServiceProfile) => unknown): Departs =>
  (before) =>
    of(before) === undefined ? 'MINOR' : 'MATERIAL';

/** of the service everything is as it was selected, but the summary. Better service levels are no loss. */
const CLASSES: { readonly [F in keyof ServiceProfile]-?: Departs } = {
  name: material,
  kind: material,
  subtype: material,
  deployment: material,
  categories: list(({ categories }) => categories),
  technologies: list(({ technologies }) => technologies),
  networks: list(({ networks }) => networks),
  infrastructureProviders: list(({ infrastructureProviders }) => infrastructureProviders),
  specification: list(({ specification }) => specification.map(({ code, answer }) => `${code}: ${answer}`)),
  sla: (before, after) =>
    after.sla.description === before.sla.description && after.sla.availabilityPercent >= before.sla.availabilityPercent
      ? 'MINOR'
      : 'MATERIAL',
  ai: disclosed(({ ai }) => ai),
  dataLocation: disclosed(({ dataLocation }) => dataLocation),
  summary: () => 'MINOR',
};

/** Where offered content departs from another, field by field. */
export function differences(before: Content, after: Content): readonly Difference[] {
  return [
    ...serviceDifferences(before.service, after.service),
    ...priceDifferences(before.prices, after.prices),
    ...certificateDifferences(before, after),
  ];
}

/** What one listed version changed of another, for all to see. */
export function changedBetween(before: ListingFacts | undefined, after: ListingFacts): readonly ChangedField[] {
  if (before === undefined) return [];
  const supplier = same(before.supplier, after.supplier)
    ? []
    : [{ field: 'supplier', before: before.supplier, after: after.supplier }];
  return [...supplier, ...differences(before, after).map(beforeAndAfter)];
}

export const beforeAndAfter = ({ field, selected, offered }: Difference): ChangedField => ({
  field,
  before: selected ?? null,
  after: offered ?? null,
});

function serviceDifferences(before: ServiceProfile, after: ServiceProfile): readonly Difference[] {
  const fields = Object.keys(CLASSES) as (keyof ServiceProfile)[];
  return fields
    .filter((field) => !same(before[field], after[field]))
    .map((field) => ({
      field: `service.${field}`,
      class: CLASSES[field](before, after),
      selected: before[field],
      offered: after[field],
    }));
}

/** Price lines by their stable code. A line that vanished, one that got cheaper and a cheaper option are no raise. */
function priceDifferences(before: readonly PriceLine[], after: readonly PriceLine[]): readonly Difference[] {
  const codes = [...new Set([...before, ...after].map((line) => line.code))];
  return codes.flatMap((code) => {
    const was = before.find((line) => line.code === code);
    const is = after.find((line) => line.code === code);
    if (same(was, is)) return [];
    const costsMore = is !== undefined && (was === undefined ? !isCheaperOption(is, before) : isRaised(was, is));
    return [
      { field: `prices.${code}`, class: costsMore ? 'PRICE' : 'MINOR', selected: was ?? null, offered: is ?? null },
    ];
  });
}

/** Another unit, meter or billing model at the same figure, or a longer commitment, is a raise in disguise. */
const isRaised = (was: PriceLine, is: PriceLine): boolean =>
  isDearer(is, was) ||
  !same(is.meter, was.meter) ||
  is.unit !== was.unit ||
  is.billingModel !== was.billingModel ||
  (is.minimumMonths ?? 1) > (was.minimumMonths ?? 1);

/** A-12 "added cheaper option": below every line that is offered for the same unit, metered and billed the same way. */
function isCheaperOption(line: PriceLine, before: readonly PriceLine[]): boolean {
  const alike = before.filter(
    (one) => one.unit === line.unit && one.billingModel === line.billingModel && same(one.meter, line.meter),
  );
  return alike.length > 0 && alike.every((one) => comparePrices(line, lowestPrice(one)) < 0);
}

/** scheme and infrastructure of each certificate stay. A renewed one has another number and other days. */
function certificateDifferences(before: Content, after: Content): readonly Difference[] {
  if (same(before.certificates, after.certificates)) return [];
  const isSame = same(sorted(before.certificates.map(standsFor)), sorted(after.certificates.map(standsFor)));
  return [
    {
      field: 'certificates',
      class: isSame ? 'MINOR' : 'CERTIFICATE',
      selected: before.certificates,
      offered: after.certificates,
    },
  ];
}

/** The grade too: buyers choose by it. */
const standsFor = ({ scheme, grade, infrastructureProvider }: Certificate): string =>
  JSON.stringify([scheme, grade ?? null, infrastructureKey(infrastructureProvider)]);
