import { addDays, addYears, type Day } from '#common/kernel/day.js';
import type { ContractRecord, InstitutionRecord, RegistrationRecord } from '#common/records/shapes.js';
import type { Chance } from './chance.js';
import type { Institutions } from './using.js';
import { CREDIT, versionOn, type Listed } from './selecting.js';
import { businessDays, calendar } from './sessions.js';
import { isChosen, mixed, shares } from './spreading.js';
import {
  CATALOG_QUOTAS,
  CELLS,
  SOLD_IN_2023,
  TOPIC_QUOTAS,
  USER_AMOUNTS,
  type Cell,
  type Row,
  type Topic,
  type User,
} from './tables.js';

/** The portal had its first services; nobody needed one of them before. */
const FIRST_NEED = '2020-12-01';
/** Ten thousand won: what a credit costs, and what amounts are whole numbers of. */
const TEN_THOUSAND_IN_EOK = 10_000;
/** No contract is below it: a million won. */
const LEAST = 100;

/** A contract of a row, with its days, before it is known who made it and with whom. */
export interface Planned {
  readonly row: Row;
  readonly cell: Cell;
  readonly isKnown: boolean;
  readonly neededOn: Day;
  readonly concludedOn: Day;
  readonly startsOn: Day;
  readonly registeredOn: Day;
  readonly topic?: Topic | 'OTHER';
}

/** The contracts of all rows, in the order of their days. */
export function planContracts(chance: Chance): readonly Planned[] {
  const topics = mixed<Topic | 'OTHER'>({
    ...Object.fromEntries(Object.entries(TOPIC_QUOTAS.of).map(([topic, { contracts }]) => [topic, contracts])),
    OTHER: saasUntil(TOPIC_QUOTAS.to) - Object.values(TOPIC_QUOTAS.of).reduce((sum, one) => sum + one.contracts, 0),
  });
  let saas = 0;
  return CELLS.flatMap((cell) =>
    inCell(cell, chance).map((contract) => {
      if (contract.row.type !== 'SAAS') return contract;
      const topic = topics[saas] ?? chance.of(topics);
      saas += 1;
      return { ...contract, topic };
    }),
  );
}

const saasUntil = (day: Day): number =>
  CELLS.filter(({ to }) => to <= day)
    .flatMap(({ rows }) => rows)
    .reduce((sum, { type, count }) => sum + (type === 'SAAS' ? count : 0), 0);

/** Evenly over the business days of the cell, the rows mixed. */
function inCell(cell: Cell, chance: Chance): readonly Planned[] {
  const days = businessDays(cell.from, cell.to);
  const day = (at: number): Day => days[Math.min(at, days.length - 1)] as Day;
  const order = mixed(Object.fromEntries(cell.rows.map(({ count }, i) => [String(i), count])));
  const met = new Set<string>();
  return order.map((place, i) => {
    const row = cell.rows[Number(place)] as Row;
    const isKnown = row.known !== undefined && !met.has(place);
    met.add(place);
    const concluded = Math.floor((i * days.length) / order.length);
    const started = concluded + 1 + chance.below(4);
    const concludedOn = day(concluded);
    const needed = calendar.add(concludedOn, -(4 + chance.below(8)));
    return {
      row,
      cell,
      isKnown,
      neededOn: needed < FIRST_NEED ? FIRST_NEED : needed,
      concludedOn,
      startsOn: day(started),
      registeredOn: day(started + 2 + chance.below(12)),
      ...(isKnown && row.known?.days),
    };
  });
}

type Group = keyof (typeof USER_AMOUNTS)['of'] | 'MOE';
const groupOf = (user: User): Group =>
  user === 'LOCAL' ? 'LOCAL' : user.startsWith('MSIT') ? 'MSIT' : user.startsWith('MOE') ? 'MOE' : 'REST';
const WEIGHTS: Readonly<Record<Group, number>> = { MSIT: 4, MOE: 3, LOCAL: 1, REST: 1 };

/** Amounts in ten thousand won: those of a row have its sum, those of the groups of users theirs (FX-8). */
export function amountsOf(planned: readonly Planned[], users: readonly User[], chance: Chance): readonly number[] {
  const amounts = planned.map(() => 0);
  for (const row of new Set(planned.map((contract) => contract.row))) {
    const places = planned.flatMap((contract, i) => (contract.row === row && !contract.isKnown ? [i] : []));
    const known = inTenThousands(row.known?.amount ?? 0);
    planned.forEach((contract, i) => {
      if (contract.row === row && contract.isKnown) amounts[i] = known;
    });
    const weights = places.map((i) => WEIGHTS[groupOf(users[i] as User)] * (20 + chance.below(100) ** 1.5));
    shares(inTenThousands(row.amount) - known, weights, LEAST).forEach((share, k) => {
      amounts[places[k] as number] = share;
    });
  }
  settleGroups(planned, users.map(groupOf), amounts);
  return amounts;
}

const inTenThousands = (eok: number): number => Math.round(eok * TEN_THOUSAND_IN_EOK);

/** Moves money between contracts of one row, until each group has what it has to have. */
function settleGroups(planned: readonly Planned[], groups: readonly Group[], amounts: number[]): void {
  const early = planned.flatMap((contract, i) => (contract.cell.to <= USER_AMOUNTS.to ? [i] : []));
  const movable = early.filter((i) => planned[i]?.isKnown === false);
  const settled = new Set<Group>();
  for (const [group, eok] of Object.entries(USER_AMOUNTS.of) as [Group, number][]) {
    settled.add(group);
    const has = early.reduce((sum, i) => sum + (groups[i] === group ? (amounts[i] as number) : 0), 0);
    let missing = inTenThousands(eok) - has;
    const own = movable.filter((i) => groups[i] === group);
    for (const i of own) {
      const others = movable.filter((j) => planned[j]?.row === planned[i]?.row && !settled.has(groups[j] as Group));
      for (const j of others) {
        const [from, to] = missing > 0 ? [j, i] : [i, j];
        const moved = Math.min(Math.abs(missing), (amounts[from] as number) - LEAST);
        amounts[from] = (amounts[from] as number) - moved;
        amounts[to] = (amounts[to] as number) + moved;
        missing -= missing > 0 ? moved : -moved;
      }
    }
    if (missing !== 0)
      throw new Error(`The contracts of ${group} cannot have the amount that is known of them: ${missing}.`);
  }
}

/** Of whom a contract can be made, and how. */
class Offers {
  private readonly sold: ReadonlySet<Listed>;

  constructor(private readonly services: readonly Listed[]) {
    this.sold = new Set(
      Object.entries(SOLD_IN_2023).flatMap(([size, count]) =>
        services.filter((one) => one.type === 'SAAS' && one.size === size).slice(0, count),
      ),
    );
  }

  for({ row, neededOn, concludedOn }: Planned): readonly Listed[] {
    const isNarrow = row.type === 'SAAS' && concludedOn.startsWith('2023');
    return this.services.filter(
      (one) =>
        one.type === row.type &&
        one.size === row.size &&
        one.listing.publishedOn <= neededOn &&
        (!isNarrow || this.sold.has(one)),
    );
  }
}

const agreementOn = ({ agreements }: Listed, day: Day) =>
  agreements.find(({ validFrom, validTo }) => validFrom <= day && day <= validTo);

/** Which contracts are made by catalog: some of those that can be, spread evenly. */
function byCatalog(planned: readonly Planned[], offers: Offers): ReadonlySet<Planned> {
  let from = '';
  return new Set(
    CATALOG_QUOTAS.flatMap(({ to, of }) => {
      const possible = planned.filter(
        (one) =>
          one.cell.to > from &&
          one.cell.to <= to &&
          offers.for(one).some((service) => agreementOn(service, one.concludedOn) !== undefined),
      );
      from = to;
      return possible.filter((_, i) => isChosen(i, of, possible.length));
    }),
  );
}

export interface Concluded {
  readonly contracts: readonly ContractRecord[];
  readonly registrations: readonly RegistrationRecord[];
}

export function concludeContracts(
  planned: readonly Planned[],
  { services, institutions }: { readonly services: readonly Listed[]; readonly institutions: Institutions },
  chance: Chance,
): Concluded {
  const offers = new Offers(services);
  const catalog = byCatalog(planned, offers);
  const amounts = amountsOf(planned, institutions.users, chance);
  const sales = new Map<Listed, number>();
  const made = planned.map((one, i) => {
    const possible = offers.for(one);
    const isByCatalog = catalog.has(one);
    const found = isByCatalog
      ? possible.filter((service) => agreementOn(service, one.concludedOn) !== undefined)
      : possible;
    // Each of the two that sold least is sold more often than the others, so that nothing on the shelf stays unsold.
    const least = [...found].sort((a, b) => (sales.get(a) ?? 0) - (sales.get(b) ?? 0));
    const service = chance.of(chance.below(2) === 0 ? found : least.slice(0, 2));
    sales.set(service, (sales.get(service) ?? 0) + 1);
    return contractOf(one, {
      n: i + 1,
      service,
      isByCatalog,
      institution: institutions.of[i] as InstitutionRecord,
      amount: amounts[i] as number,
    });
  });
  return {
    contracts: made.map(({ contract }) => contract),
    registrations: made.map(({ registration }) => registration),
  };
}

interface Parties {
  readonly n: number;
  readonly service: Listed;
  readonly isByCatalog: boolean;
  readonly institution: InstitutionRecord;
  readonly amount: number;
}

function contractOf(
  { neededOn, concludedOn, startsOn, registeredOn, topic }: Planned,
  { n, service, isByCatalog, institution, amount }: Parties,
): { readonly contract: ContractRecord; readonly registration: RegistrationRecord } {
  const { selection, listing } = service;
  const { version, validTo } = versionOn(listing, concludedOn);
  const aYear = addDays(addYears(startsOn, 1), -1);
  const agreement = isByCatalog ? agreementOn(service, concludedOn) : undefined;
  const number = `${concludedOn.slice(0, 4)}-${String(n).padStart(5, '0')}`;
  const projectName = `${selection.service.name} 이용`;
  const { code, item, unit, unitPrice, vatIncluded, billingModel } = CREDIT;
  const contract: ContractRecord = {
    kind: 'contract',
    number: `MC-${number}`,
    projectName,
    method: isByCatalog ? 'CATALOG' : 'NEGOTIATED',
    route: isByCatalog ? 'CENTRAL' : 'SELF',
    ...(agreement !== undefined && { agreement: agreement.number }),
    institution: institution.number,
    supplier: selection.supplier,
    listing: listing.number,
    listingVersion: version,
    lines: [{ priceCode: code, item, unit, quantity: amount, unitPrice, vatIncluded, billingModel }],
    amount: amount * unitPrice,
    period: { from: startsOn, to: aYear < validTo ? aYear : validTo },
    neededOn,
    concludedOn,
    startsOn,
    synthetic: true,
  };
  const registration: RegistrationRecord = {
    kind: 'registration',
    number: `U-${number}`,
    contract: contract.number,
    registeredOn,
    projectName,
    actualUser: institution.name,
    userType: institution.type,
    ...(topic !== undefined && { useTopic: topic }),
    supportProgramme: false,
    synthetic: true,
  };
  return { contract, registration };
}
