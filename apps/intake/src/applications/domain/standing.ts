import { openDeferral } from './answering-deferral.js';
import { isHearingToCome } from './attending-hearing.js';
import { mayObject } from './objecting.js';
import { isLiveObjection, type ApplicationState } from './application.state.js';

/** Who has to act next on an application. */
export const HOLDERS = ['SUPPLIER', 'NIA', 'COMMITTEE', 'MINISTRY', 'CATALOG', 'NONE'] as const;
export type Holder = (typeof HOLDERS)[number];

export const NEXT_STEPS = [
  'SUBMIT',
  'START_CHECK',
  'CHECK',
  'ANSWER_SUPPLEMENT',
  'OPEN_CASE',
  'REVIEW',
  'ANSWER_DEFERRAL',
  'NEXT_SESSION',
  'DECIDE_WITHDRAWAL',
  'LIST',
  'OBJECT',
  'ANSWER_OBJECTION',
  'REVOTE',
  'ATTEND_HEARING',
  'DECIDE_CANCELLATION',
  'APPLY_AGAIN',
] as const;
export type NextStep = (typeof NEXT_STEPS)[number];

/** Where an application stands: who holds it, and for which step. */
export interface Standing {
  readonly holder: Holder;
  readonly nextStep: NextStep;
}

const held = (holder: Holder, nextStep: NextStep): Standing => ({ holder, nextStep });

/** What the applicant is to know at a glance (§11.1): it never says more than status and deadlines do. */
export function standingOf(application: ApplicationState, at: Date): Standing {
  switch (application.status) {
    case 'DRAFT':
      return held('SUPPLIER', 'SUBMIT');
    case 'SUBMITTED':
      return held('NIA', 'START_CHECK');
    case 'CHECKING':
      return held('NIA', 'CHECK');
    case 'SUPPLEMENT_REQUESTED':
      return held('SUPPLIER', 'ANSWER_SUPPLEMENT');
    case 'ACCEPTED':
    case 'UNDER_REVIEW':
    case 'DEFERRED':
      return withReview(application);
    case 'SELECTED':
      return selected(application, at);
    case 'NOT_SELECTED':
      return refused(application, at);
    case 'RETURNED':
    case 'WITHDRAWN':
      return held('NONE', 'APPLY_AGAIN');
  }
}

function withReview(application: ApplicationState): Standing {
  if (application.withdrawal === 'REQUESTED') return held('COMMITTEE', 'DECIDE_WITHDRAWAL');
  if (openDeferral(application) !== undefined) return held('SUPPLIER', 'ANSWER_DEFERRAL');
  if (application.status === 'ACCEPTED') return held('COMMITTEE', 'OPEN_CASE');
  return held('COMMITTEE', application.status === 'DEFERRED' ? 'NEXT_SESSION' : 'REVIEW');
}

function selected(application: ApplicationState, at: Date): Standing {
  const { selectionEnd, hearing, revote } = application;
  if (selectionEnd !== undefined) return held('NONE', 'APPLY_AGAIN');
  if (isHearingToCome(application, at)) return held('SUPPLIER', 'ATTEND_HEARING');
  if (hearing !== undefined) return held('MINISTRY', 'DECIDE_CANCELLATION');
  return revote === undefined ? held('CATALOG', 'LIST') : held('COMMITTEE', 'REVOTE');
}

function refused(application: ApplicationState, at: Date): Standing {
  if (application.objections?.some(isLiveObjection)) return held('COMMITTEE', 'ANSWER_OBJECTION');
  if (application.revote !== undefined) return held('COMMITTEE', 'REVOTE');
  return mayObject(application, at) ? held('SUPPLIER', 'OBJECT') : held('NONE', 'APPLY_AGAIN');
}
