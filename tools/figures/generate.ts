import type { SourceRecord } from '#common/records/shapes.js';
import { Chance } from './chance.js';
import { concludeContracts, planContracts } from './contracting.js';
import { selectServices } from './selecting.js';
import { findInstitutions } from './using.js';

/** The set that the repository's figures are told of; every other seed has the same figures. */
export const SEED = 20_250_804;

/** Records of six years, made up so that every published figure is the sum of theirs (§6). Kind by kind. */
export function generateRecords(seed: number): readonly SourceRecord[] {
  const chance = new Chance(seed);
  const { suppliers, services } = selectServices(chance);
  const planned = planContracts(chance);
  const institutions = findInstitutions(planned, chance);
  const { contracts, registrations } = concludeContracts(planned, { services, institutions }, chance);
  return [
    ...suppliers,
    ...institutions.all,
    ...services.map(({ selection }) => selection),
    ...services.map(({ listing }) => listing),
    ...services.flatMap(({ agreements }) => agreements),
    ...contracts,
    ...registrations,
  ];
}
