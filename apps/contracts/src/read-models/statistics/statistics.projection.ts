import { ContractAmended } from '#common/events/definitions/contract-amended.js';
import { ContractRescinded } from '#common/events/definitions/contract-rescinded.js';
import { ContractSigned } from '#common/events/definitions/contract-signed.js';
import { ContractYearOpened } from '#common/events/definitions/contract-year-opened.js';
import { ContractTerminated } from '#common/events/definitions/contract-terminated.js';
import { ServiceSelected } from '#common/events/definitions/service-selected.js';
import { UsageCorrected } from '#common/events/definitions/usage-corrected.js';
import { UsageRegistered } from '#common/events/definitions/usage-registered.js';
import type { ProjectedEvent, Projection } from '#common/projections/projection.js';
import type { ContractRow, SelectionRow } from './domain/statistics.js';

function contractRow({ definition, data }: ProjectedEvent): Readonly<Record<string, unknown>> {
  if (definition.name === UsageRegistered.name) {
    const { registeredOn, amount, useTopic = null } = data as UsageRegistered;
    return { registeredOn, amount, useTopic };
  }
  // A form is stated whole: a topic that a correction leaves out is gone.
  if (definition.name === UsageCorrected.name) return { useTopic: (data as UsageCorrected).useTopic ?? null };
  if (definition.name === ContractAmended.name) {
    const { amendmentNo, amendedOn, amount, years } = data as ContractAmended;
    return { [`amendments.${amendmentNo}`]: { on: amendedOn, amount, ...(years !== undefined && { years }) } };
  }
  if (definition.name === ContractYearOpened.name) {
    const { fiscalYear, openedOn, period, amount } = data as ContractYearOpened;
    return { [`years.${fiscalYear}`]: { on: openedOn, startsOn: period.from, amount } };
  }
  if (definition.name === ContractTerminated.name) {
    const { terminatedOn, settledAmount } = data as ContractTerminated;
    return { terminated: { on: terminatedOn, amount: settledAmount } };
  }
  if (definition.name === ContractRescinded.name) {
    return { rescindedOn: (data as ContractRescinded).rescindedOn };
  }
  const { institution, method, kind, subtype, supplier, ...facts } = data as ContractSigned;
  const row: Partial<ContractRow> = {
    institution: institution.code,
    institutionType: institution.type,
    ...(institution.ministry !== undefined && { ministry: institution.ministry }),
    method,
    kind,
    subtype,
    companySize: supplier.size,
    amount: facts.amount,
    ...(facts.firstYear !== undefined && { firstYear: facts.firstYear }),
    concludedOn: facts.concludedOn,
    startsOn: facts.startsOn,
    leadTimeBusinessDays: facts.leadTimeBusinessDays,
    origin: facts.origin,
  };
  return { ...row };
}

/** One row per concluded contract. */
export const contractFigures: Projection = {
  name: 'contract-figures',
  collection: 'contract_figures',
  consumes: [
    ContractSigned,
    ContractYearOpened,
    UsageRegistered,
    UsageCorrected,
    ContractAmended,
    ContractTerminated,
    ContractRescinded,
  ],
  project: contractRow,
  indexes: [{ concludedOn: 1 }],
};

/** One row per selection of the committee. */
export const selectionFigures: Projection = {
  name: 'selection-figures',
  collection: 'selection_figures',
  consumes: [ServiceSelected],
  project: ({ data }) => {
    const { supplier, decidedOn, service } = data as ServiceSelected;
    const row: SelectionRow = {
      supplier: supplier.businessNumber,
      decidedOn,
      kind: service.kind,
      subtype: service.subtype,
      companySize: supplier.size,
      technologies: service.technologies,
    };
    return { ...row };
  },
  indexes: [{ decidedOn: 1 }],
};
