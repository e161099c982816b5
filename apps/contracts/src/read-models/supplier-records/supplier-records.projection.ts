import { BreachCorrected } from '#common/events/definitions/breach-corrected.js';
import { BreachDecided } from '#common/events/definitions/breach-decided.js';
import { ContractCompleted } from '#common/events/definitions/contract-completed.js';
import { ContractRescinded } from '#common/events/definitions/contract-rescinded.js';
import { ContractSigned } from '#common/events/definitions/contract-signed.js';
import { ContractTerminated } from '#common/events/definitions/contract-terminated.js';
import { DelayDamagesAssessed } from '#common/events/definitions/delay-damages-assessed.js';
import { IncidentReported } from '#common/events/definitions/incident-reported.js';
import { SlaCreditGiven } from '#common/events/definitions/sla-credit-given.js';
import { TerminationNoticed } from '#common/events/definitions/termination-noticed.js';
import type { ProjectedEvent, Projection } from '#common/projections/projection.js';

type Fields = Readonly<Record<string, unknown>>;

function contractFields({ definition, data }: ProjectedEvent): Fields {
  switch (definition.name) {
    case IncidentReported.name: {
      const { incidentNo, class: incidentClass } = data as IncidentReported;
      return { [`incidents.${incidentNo}`]: incidentClass };
    }
    case ContractCompleted.name:
      return { completedOn: (data as ContractCompleted).completedOn };
    case ContractTerminated.name:
      return { terminatedOn: (data as ContractTerminated).terminatedOn };
    case ContractRescinded.name:
      return { rescindedOn: (data as ContractRescinded).rescindedOn };
    default: {
      const { supplier, jointContract, concludedOn } = data as ContractSigned;
      const { businessNumber } = supplier;
      return { supplier: businessNumber, ...behind(businessNumber, jointContract), concludedOn };
    }
  }
}

function behind(representative: string, joint: ContractSigned['jointContract']): Fields {
  if (joint === undefined) return {};
  const numbers = joint.suppliers.map(({ businessNumber }) => businessNumber);
  return { manner: joint.manner, members: numbers.filter((one) => one !== representative) };
}

/** Grounds on which the institution ends a contract because of its supplier. */
const FAULTS: readonly string[] = ['BREACH', 'DELAY_DAMAGES', 'FRAUD_CANCELLATION'];

function faultFields({ definition, data }: ProjectedEvent): Fields | undefined {
  const { supplier, jointSuppliers: members } = data as BreachDecided;
  const answering = { supplier, ...(members !== undefined && { members }) };
  switch (definition.name) {
    case SlaCreditGiven.name: {
      const { statementNo, amount } = data as SlaCreditGiven;
      return { ...answering, [`credits.${statementNo}`]: amount };
    }
    case DelayDamagesAssessed.name: {
      const { damagesNo, amount } = data as DelayDamagesAssessed;
      return { ...answering, [`damages.${damagesNo}`]: amount };
    }
    case BreachCorrected.name: {
      const { breachNo, correctedOn } = data as BreachCorrected;
      return { ...answering, [`corrections.${breachNo}`]: correctedOn };
    }
    case BreachDecided.name: {
      const { party, breachNo, consequence } = data as BreachDecided;
      return party === 'INSTITUTION' ? { ...answering, [`breaches.${breachNo}`]: consequence } : undefined;
    }
    default: {
      const { party, ground, effectiveOn } = data as TerminationNoticed;
      return party === 'INSTITUTION' && FAULTS.includes(ground)
        ? { ...answering, fault: { ground, on: effectiveOn } }
        : undefined;
    }
  }
}

/** One row per concluded contract: whose it is, how it ended, and its incidents. */
export const supplierContracts: Projection = {
  name: 'supplier-contracts',
  collection: 'supplier_contracts',
  consumes: [ContractSigned, IncidentReported, ContractCompleted, ContractTerminated, ContractRescinded],
  project: contractFields,
  indexes: [{ supplier: 1 }, { members: 1 }],
};

/** One row per contract in which something went wrong. Its topic is closed: what it tells is about a company. */
export const supplierFaults: Projection = {
  name: 'supplier-faults',
  collection: 'supplier_faults',
  consumes: [SlaCreditGiven, DelayDamagesAssessed, BreachDecided, BreachCorrected, TerminationNoticed],
  project: faultFields,
  indexes: [{ supplier: 1 }, { members: 1 }],
};
