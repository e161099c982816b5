import type { InstitutionFacts } from '#common/events/definitions/contract-facts.js';
import type { ListingFacts } from '#common/events/definitions/listing-facts.js';
import { canonicalJson } from '#common/kernel/canonical-json.js';
import { Copies } from '#common/projections/copies.js';
import { ReadModels } from '#common/projections/read-models.js';
import {
  recordId,
  type ContractRecord,
  type InstitutionRecord,
  type RegistrationRecord,
} from '#common/records/shapes.js';
import { contractType } from '../../../apps/contracts/src/contracts/contract.type.js';
import {
  factsBefore,
  migrateContract,
  migrateRegistration,
} from '../../../apps/contracts/src/contracts/domain/migrating.js';
import { contracts } from '../../../apps/contracts/src/contracts.service-map.js';
import { factsRegistered } from '../../../apps/contracts/src/institutions/domain/institution.rules.js';
import type { InstitutionState } from '../../../apps/contracts/src/institutions/domain/institution.state.js';
import { migrateInstitution } from '../../../apps/contracts/src/institutions/domain/migrating.js';
import { institutionIdOf } from '../../../apps/contracts/src/institutions/domain/registering.js';
import { institutionType } from '../../../apps/contracts/src/institutions/institution.type.js';
import {
  catalogProjection,
  type CatalogRow,
} from '../../../apps/contracts/src/read-models/catalog/catalog.projection.js';
import { Missing, newOnly, type Entering, type Outcome } from './entering.js';
import { Lookup } from './lookup.js';
import { missing, type Importing } from './importing.js';

type Line = InstitutionRecord | ContractRecord | RegistrationRecord;

/** Institutions, contracts and registrations of their use. */
export class IntoContracts implements Importing<Line> {
  private readonly listings: Lookup<ListingFacts>;
  private readonly institutions = new Map<string, InstitutionFacts>();

  constructor(private readonly entering: Entering) {
    const { db } = entering;
    const readModels = new ReadModels(db, new Copies(db, contracts.service));
    this.listings = new Lookup(async (numbers) => {
      const rows = await readModels.rows<CatalogRow>(catalogProjection);
      const found = await rows.find({ kind: 'LISTING', 'listing.listingNo': { $in: [...numbers] } }).toArray();
      return found.flatMap((row) => (row.kind === 'LISTING' ? [[row.listing.listingNo, row.listing] as const] : []));
    });
  }

  async take(record: Line): Promise<Outcome> {
    switch (record.kind) {
      case 'institution':
        return this.institution(record);
      case 'contract':
        return this.contract(record);
      case 'registration':
        return this.registration(record);
    }
  }

  private async institution(record: InstitutionRecord): Promise<Outcome> {
    const id = institutionIdOf(record.number);
    const { kind: _, number: code, ...stated } = record;
    const facts = { ...stated, code };
    const isSame = (state: InstitutionState): boolean => factsOf(factsRegistered(state)) === factsOf(facts);
    return this.entering.enter(institutionType, {
      id,
      record,
      decide: newOnly(() => migrateInstitution(facts), isSame),
    });
  }

  private async contract(record: ContractRecord): Promise<Outcome> {
    const institution = await this.institutionOf(record.institution);
    if (institution === undefined) return missing('institution', record.institution, '/institution');
    const listing = await this.listings.get(record.listing);
    if (listing === undefined) return missing('listing', record.listing, '/listing');
    const { projectName, synthetic } = record;
    const id = recordId('contract', record.number);
    return this.entering.enter(contractType, {
      id,
      record,
      decide: newOnly((moment) => {
        const facts = factsBefore({ ...record, contractId: id }, { listing, institution }, moment);
        return migrateContract({ facts, projectName, ...(synthetic !== undefined && { synthetic }) }, moment);
      }),
    });
  }

  private async registration(record: RegistrationRecord): Promise<Outcome> {
    const id = recordId('contract', record.contract);
    return this.entering.enter(contractType, {
      id,
      record,
      decide: (state, moment) => {
        if (state === undefined) throw new Missing({ kind: 'contract', number: record.contract, pointer: '/contract' });
        const { registeredOn, projectName, actualUser, userType, useTopic, supportProgramme } = record;
        const usage = { registeredOn, projectName, actualUser, userType, supportProgramme };
        return migrateRegistration(state, { ...usage, ...(useTopic !== undefined && { useTopic }) }, moment);
      },
    });
  }

  private async institutionOf(code: string): Promise<InstitutionFacts | undefined> {
    const known = this.institutions.get(code);
    if (known !== undefined) return known;
    const found = await this.entering.find(institutionType, institutionIdOf(code));
    if (found?.state.status !== 'VERIFIED') return undefined;
    // Contracts of the time before the register name what the records say, whatever NIA has changed since.
    const facts = factsRegistered(found.state);
    this.institutions.set(code, facts);
    return facts;
  }
}

const factsOf = ({ code, name, type, ministry = '' }: InstitutionFacts): string =>
  canonicalJson([code, name, type, ministry]);
