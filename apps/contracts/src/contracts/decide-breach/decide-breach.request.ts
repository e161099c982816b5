import { CalendarDay, OneOf, Text } from '#common/http/validation/fields.js';
import { BREACH_CONSEQUENCES, type BreachConsequence } from '../domain/breach.state.js';

export class DecideBreachRequest {
  @OneOf(BREACH_CONSEQUENCES)
  readonly consequence!: BreachConsequence;

  @Text({ max: 2000 })
  readonly reason!: string;

  @CalendarDay({ optional: true, description: 'Last day of a correction; only with it' })
  readonly correctBy?: string;
}
