import type mongoose from 'mongoose';
import { Pointer } from '#common/projections/pointers.js';
import type { ApplicationState } from '../../../apps/intake/src/applications/domain/application.state.js';
import type { CaseState } from '../../../apps/review/src/cases/domain/case.state.js';
import { listingIdOf } from '../../../apps/catalog/src/listings/domain/preparing.js';
import type { ListingState } from '../../../apps/catalog/src/listings/domain/listing.state.js';
import {
  listingContracts,
  type ListingContractRow,
} from '../../../apps/catalog/src/read-models/listing-contracts/listing-contracts.projection.js';
import type { ContractState } from '../../../apps/contracts/src/contracts/domain/contract.state.js';
import {
  catalogProjection,
  type CatalogRow,
} from '../../../apps/contracts/src/read-models/catalog/catalog.projection.js';
import { contractFigures } from '../../../apps/contracts/src/read-models/statistics/statistics.projection.js';
import type { Check } from './check.js';
import { hidden, rowText, type Rows, type RowText } from './rows.js';

/** Copies compared with the aggregates themselves, independent of the events these published. */
export const FOLLOWED: readonly Check[] = [
  {
    name: 'listings-of-decisions',
    source: 'selected cases of review',
    copy: 'listings of catalog',
    async read({ review, catalog }) {
      const source = await states<CaseState>(review, 'cases', ({ applicationId, decision }) =>
        decision?.outcome === 'SELECTED'
          ? [listingIdOf(applicationId), { applicationId, sessionNo: decision.sessionNo }]
          : undefined,
      );
      const copy = await states<ListingState>(catalog, 'listings', ({ facts }) => [
        facts.listingId,
        { applicationId: facts.applicationId, sessionNo: facts.sessionNo },
      ]);
      return { source, copy };
    },
  },
  {
    name: 'decisions-at-intake',
    source: 'decided cases of review',
    copy: 'decisions on applications of intake',
    async read({ review, intake }) {
      const source = await states<CaseState>(review, 'cases', ({ applicationId, decision }) =>
        decision === undefined || decision.outcome === 'DEFERRED'
          ? undefined
          : [applicationId, { decision: decision.outcome, sessionNo: decision.sessionNo, decidedOn: decision.on }],
      );
      const copy = await states<ApplicationState>(intake, 'applications', ({ id, decision }) =>
        decision === undefined
          ? undefined
          : [id, { decision: decision.decision, sessionNo: decision.sessionNo, decidedOn: decision.decidedOn }],
      );
      return { source, copy };
    },
  },
  {
    name: 'readers-at-intake',
    source: 'accesses of cases of review',
    copy: 'readers of applications of intake',
    async read({ review, intake }) {
      const source = await states<CaseState>(review, 'cases', ({ applicationId, access }) =>
        readers(
          applicationId,
          access.map(({ person }) => person),
        ),
      );
      const copy = await states<ApplicationState>(intake, 'applications', (one) => readers(one.id, one.readers));
      return { source, copy };
    },
  },
  {
    name: 'contract-counts',
    source: 'concluded contracts of contracts, by listing',
    copy: 'contract counts of catalog',
    async read({ contracts, catalog }) {
      const concluded = await rowsOf<{ state: ContractState }>(contracts, 'contracts');
      const source = counts(
        concluded.flatMap(({ state: { concluded: facts, status } }) =>
          facts === undefined || status === 'RESCINDED' ? [] : [[facts.listingId, facts.institution.code] as const],
        ),
      );
      const { collection } = await new Pointer(catalog, 'catalog', listingContracts).read();
      const held = await rowsOf<ListingContractRow>(catalog, collection);
      return {
        source,
        copy: counts(
          held.flatMap(({ listingId, institutionCode, isRescinded }) =>
            isRescinded === true ? [] : [[listingId, institutionCode] as const],
          ),
        ),
      };
    },
  },
  {
    name: 'contractability',
    source: 'listings of catalog',
    copy: 'catalog of contracts',
    async read({ catalog, contracts }) {
      const source = await states<ListingState>(catalog, 'listings', ({ facts }) => [
        facts.listingId,
        contractable(facts),
      ]);
      const { collection } = await new Pointer(contracts, 'contracts', catalogProjection).read();
      const rows = await rowsOf<CatalogRow>(contracts, collection);
      const copy = rows.flatMap((row): [string, RowText][] =>
        row.kind === 'LISTING' ? [[row._id, rowText(contractable(row.listing))]] : [],
      );
      return { source, copy: new Map(copy) };
    },
  },
  {
    name: 'statistics',
    source: 'concluded contracts of contracts',
    copy: 'figures of contracts',
    async read({ contracts }) {
      const source = await states<ContractState>(contracts, 'contracts', ({ contractId, concluded }) =>
        concluded === undefined
          ? undefined
          : [
              contractId,
              { institution: concluded.institution.code, method: concluded.method, concludedOn: concluded.concludedOn },
            ],
      );
      const { collection } = await new Pointer(contracts, 'contracts', contractFigures).read();
      const held = await rowsOf<Figure>(contracts, collection);
      const copy = held.map(
        ({ _id, institution, method, concludedOn }) => [_id, rowText({ institution, method, concludedOn })] as const,
      );
      return { source, copy: new Map(copy) };
    },
  },
];

interface Figure {
  readonly _id: string;
  readonly institution: string;
  readonly method: string;
  readonly concludedOn: string;
}

/** Who may read the papers is told to no operator, so a difference shows how many. Without readers there is no row. */
const readers = (applicationId: string, people: readonly string[]) =>
  people.length === 0
    ? undefined
    : ([applicationId, { readers: people.length, who: hidden(people.toSorted().join(' ')) }] as const);

/** Only whether a listing may be contracted, and until when. Its other statuses stay in catalog. */
const contractable = ({ status, validTo }: ListingState['facts']) => ({
  contractable: status === 'ACTIVE',
  validTo: status === 'ACTIVE' ? validTo : undefined,
});

async function states<S>(
  db: mongoose.mongo.Db,
  collection: string,
  row: (state: S) => readonly [id: string, row: Readonly<Record<string, unknown>>] | undefined,
): Promise<Rows> {
  const rows = new Map<string, RowText>();
  const found = db
    .collection<{ state: S }>(collection, { readConcern: { level: 'majority' } })
    .find({}, { projection: { state: 1 } });
  for await (const { state } of found) {
    const made = row(state as S);
    if (made !== undefined) rows.set(made[0], rowText(made[1]));
  }
  return rows;
}

/** @returns documents without their histories */
const rowsOf = async <R>(db: mongoose.mongo.Db, collection: string): Promise<readonly R[]> => {
  const options = { projection: { history: 0, out: 0 } };
  return (await db
    .collection(collection, { readConcern: { level: 'majority' } })
    .find({}, options)
    .toArray()) as unknown as R[];
};

function counts(contracts: readonly (readonly [listingId: string, institution: string])[]): Rows {
  const byListing = new Map<string, string[]>();
  for (const [listingId, institution] of contracts)
    byListing.set(listingId, [...(byListing.get(listingId) ?? []), institution]);
  return new Map(
    [...byListing].map(([id, institutions]) => [
      id,
      rowText({ contracts: institutions.length, institutions: new Set(institutions).size }),
    ]),
  );
}
