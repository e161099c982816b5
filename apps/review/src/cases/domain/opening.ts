import type { Moment } from '#common/kernel/clock.js';
import { derivedId } from '#common/kernel/ids.js';
import type { CaseEvent } from './case.events.js';
import { assignmentDue } from './case.rules.js';
import type { Submission } from './case.state.js';

/** One application has one case, however often its acceptance is delivered. */
export const caseIdOf = (applicationId: string): string => derivedId('case', applicationId);

export interface Opening {
  readonly caseId: string;
  readonly applicationId: string;
  readonly submission: Submission;
}

/** A case is opened for every application that intake accepted. */
export const openCase = ({ caseId, applicationId, submission }: Opening, moment: Moment): readonly CaseEvent[] => [
  {
    type: 'ReviewCaseOpened',
    data: { caseId, applicationId, openedAt: moment.at.toISOString() },
    details: { submission, deadlines: [assignmentDue(moment)] },
  },
];
