import { ContractAmended } from '#common/events/definitions/contract-amended.js';
import { ContractSettled } from '#common/events/definitions/contract-settled.js';
import { ContractRescinded } from '#common/events/definitions/contract-rescinded.js';
import { ContractSigned } from '#common/events/definitions/contract-signed.js';
import { ContractYearOpened } from '#common/events/definitions/contract-year-opened.js';
import { ContractTerminated } from '#common/events/definitions/contract-terminated.js';
import { ServiceSelected } from '#common/events/definitions/service-selected.js';
import { UsageCorrected } from '#common/events/definitions/usage-corrected.js';
import { UsageRegistered } from '#common/events/definitions/usage-registered.js';
import type { FollowedProjection, ProjectedEvent } from '#common/projections/projection.js';
import type { ContractRow, SelectionRow } from './domain/figure-rows.js';

function contractRow({ definition, data, meta }: ProjectedEvent): Readonly<Record<string, unknown>> {
  const recordedAt = meta.time;
  if (definition.name === UsageRegistered.name) {
    const { registeredOn, amount, useTopic = null } = data as UsageRegistered;
    return { registered: { on: registeredOn, amount, recordedAt }, 'useTopics.0': { topic: useTopic, recordedAt } };
  }
  if (definition.name === UsageCorrected.name) {
    // A form is stated whole: a topic that a correction leaves out is gone.
    const { correctionNo, useTopic = null } = data as UsageCorrected;
    return { [`useTopics.${correctionNo}`]: { topic: useTopic, recordedAt } };
  }
  if (definition.name === ContractAmended.name) {
    const { amendmentNo, amendedOn, amount, years } = data as ContractAmended;
    const amended = { on: amendedOn, amount, ...(years !== undefined && { years }), recordedAt };
    return { [`amendments.${amendmentNo}`]: amended };
  }
  if (definition.name === ContractYearOpened.name) {
    const { fiscalYear, openedOn, period, amount } = data as ContractYearOpened;
    return { [`years.${fiscalYear}`]: { on: openedOn, startsOn: period.from, amount, recordedAt } };
  }
  if (definition.name === ContractTerminated.name) {
    const { terminatedOn, settledAmount } = data as ContractTerminated;
    return { terminated: { on: terminatedOn, amount: settledAmount, recordedAt } };
  }
  if (definition.name === ContractSettled.name) {
    const { settledOn, settledAmount } = data as ContractSettled;
    return { settled: { on: settledOn, amount: settledAmount, recordedAt } };
  }
  if (definition.name === ContractRescinded.name) {
    return { rescinded: { on: (data as ContractRescinded).rescindedOn, recordedAt } };
  }
  const { institution, method, route, kind, subtype, supplier, ...facts } = data as ContractSigned;
  const row: ContractRow = {
    institution: institution.code,
    institutionType: institution.type,
    ...(institution.ministry !== undefined && { ministry: institution.ministry }),
    supplier: supplier.businessNumber,
    method,
    route,
    kind,
    subtype,
    companySize: supplier.size,
    amount: facts.amount,
    ...(facts.firstYear !== undefined && { firstYear: facts.firstYear }),
    concludedOn: facts.concludedOn,
    startsOn: facts.startsOn,
    leadTimeBusinessDays: facts.leadTimeBusinessDays,
    origin: facts.origin,
    recordedAt,
  };
  return { ...row };
}

/** One row per concluded contract. */
export const contractFigures: FollowedProjection = {
  name: 'contract-figures',
  collection: 'contract_figures',
  consumes: [
    ContractSigned,
    ContractYearOpened,
    UsageRegistered,
    UsageCorrected,
    ContractAmended,
    ContractTerminated,
    ContractSettled,
    ContractRescinded,
  ],
  project: contractRow,
  keepsPlace: true,
};

/** One row per selection of the committee. */
export const selectionFigures: FollowedProjection = {
  name: 'selection-figures',
  collection: 'selection_figures',
  consumes: [ServiceSelected],
  project: ({ data, meta }) => {
    const { supplier, decidedOn, service } = data as ServiceSelected;
    const row: SelectionRow = {
      supplier: supplier.businessNumber,
      decidedOn,
      recordedAt: meta.time,
      kind: service.kind,
      subtype: service.subtype,
      companySize: supplier.size,
      technologies: service.technologies,
    };
    return { ...row };
  },
  keepsPlace: true,
};
