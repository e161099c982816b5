import type { Fact, FactWith, Reasoned } from '#common/aggregates/fact.js';
import type { BreachCorrected } from '#common/events/definitions/breach-corrected.js';
import type { BreachDecided } from '#common/events/definitions/breach-decided.js';
import type { Breach, BreachAnswer, BreachDecision } from './breach.state.js';

/** What a party reports is between the parties; what it decides is on the record of the supplier, without words. */
export type BreachEvent =
  | Fact<'BreachReported', Pick<Breach, 'n' | 'by' | 'occurredOn' | 'facts' | 'evidence' | 'answer'>>
  | Fact<'BreachAnswered', { readonly n: number } & Pick<BreachAnswer, 'statement' | 'evidence'>>
  // The other party said nothing in time.
  | Fact<'BreachUnanswered', { readonly n: number }>
  | Reasoned<FactWith<'BreachDecided', BreachDecided, Pick<BreachDecision, 'consequence' | 'correctBy'>>>
  | FactWith<'BreachCorrected', BreachCorrected, { readonly note: string }>;
