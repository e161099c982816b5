import type { Certificate, PriceLine, ServiceProfile, SupplierFacts } from '#common/events/definitions/shapes.js';
import type { Moment } from '#common/kernel/clock.js';
import type { Day } from '#common/kernel/day.js';
import { QuestionSets, refOf } from '../../question-sets/domain/question-sets.js';
import type { ApplicationEvent } from './application.events.js';

/** What a source says of an application whose service was selected (§6). */
export interface EarlierApplication {
  readonly applicationId: string;
  /** The case of review, whose id follows from the application. */
  readonly caseId: string;
  readonly supplier: SupplierFacts;
  readonly appliedOn: Day;
  readonly decidedOn: Day;
  readonly sessionNo: number;
  readonly service: ServiceProfile;
  readonly prices: readonly PriceLine[];
  readonly certificates: readonly Certificate[];
  /** Generated, about nobody. */
  readonly synthetic?: true;
}

/**
 * Takes over an application as it was decided: no papers, no deadlines, nobody to contact. Its answers are held to no
 * version of the questions; the one in force today stands for it.
 */
export function migrateApplication(
  { applicationId, caseId, supplier, appliedOn, decidedOn, sessionNo, synthetic, ...content }: EarlierApplication,
  { today }: Pick<Moment, 'today'>,
): readonly ApplicationEvent[] {
  const { service, prices, certificates } = content;
  return [
    {
      type: 'ApplicationDrafted',
      data: {
        applicationId,
        supplier,
        keptUntil: today,
        draftNo: 0,
        questionSet: refOf(new QuestionSets().inForce(service, today)),
        form: { contact: null, service, prices, certificates },
        before: { submittedOn: appliedOn, caseId, ...(synthetic !== undefined && { synthetic }) },
      },
    },
    { type: 'ApplicationDecided', data: { applicationId, decision: 'SELECTED', sessionNo, decidedOn }, details: {} },
  ];
}
