import type { Moment } from '#common/kernel/clock.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import { ensureOfferedBy, ensureOpen, type CatalogEntry } from './catalog-entry.js';
import type { ContractEvent } from './contract.events.js';
import { ensureCompared, type Evidence } from './comparison.rules.js';
import { furtherNumbers } from './consortium.rules.js';
import { ensureAnswersClosed, ensureStatus, termsDue, validOffers } from './contract.rules.js';
import type { ContractState, Evaluation, Invitation } from './contract.state.js';

/** Which offer is chosen, and why. */
interface Choice {
  readonly requestNo: number;
  readonly reason: string;
  /** The listing of that offer, as the catalog has it now; absent where there is no such request. */
  readonly entry: CatalogEntry | undefined;
}

/** Chooses the supplier to negotiate with, with the reason on record (선정 사유서). */
export function chooseSupplier(
  state: ContractState,
  input: Choice & Partial<Evidence>,
  moment: Moment,
): readonly ContractEvent[] {
  ensure(state.need.method === 'NEGOTIATED', () =>
    wrongState('METHOD_IS_CATALOG', 'By catalog the choice is part of the evaluation of proposals.'),
  );
  const { chosen } = ensureChoosable(state, input, moment);
  const { comparisonIds = [], comparisons = [], reason, requestNo: n } = input;
  ensureCompared(state, chosen.listing, { comparisonIds, comparisons }, moment);
  const step = termsDue(moment);
  return [{ type: 'SupplierChosen', data: { n, comparisonIds, step }, reason }];
}

/** Evaluates every proposal and chooses (제안서 평가); the choice need not be the highest score, but has its reason. */
export function evaluateProposals(
  state: ContractState,
  input: Choice & { readonly evaluations: readonly Evaluation[] },
  moment: Moment,
): readonly ContractEvent[] {
  ensure(state.need.method === 'CATALOG', () =>
    wrongState('METHOD_IS_NEGOTIATED', 'A negotiated contract has no evaluation: choose a supplier.'),
  );
  const { offers } = ensureChoosable(state, input, moment);
  const { evaluations, reason, requestNo: n } = input;
  const evaluated = evaluations.map((one) => one.n).sort((a, b) => a - b);
  const wanted = offers.map((one) => one.n).sort((a, b) => a - b);
  ensure(evaluated.join() === wanted.join(), () =>
    invalid('EVALUATION_INCOMPLETE', `Evaluate each valid proposal once: those to requests ${wanted.join(', ')}.`),
  );
  return [{ type: 'ProposalsEvaluated', data: { n, evaluations, step: termsDue(moment) }, reason }];
}

interface Choosable {
  readonly offers: readonly Invitation[];
  readonly chosen: Invitation;
}

function ensureChoosable(state: ContractState, { requestNo: n, entry }: Choice, moment: Moment): Choosable {
  ensureStatus(state, 'CONTRACT_NOT_QUOTING', 'QUOTING');
  ensureAnswersClosed(state, moment.at);
  const offers = validOffers(state, moment.today);
  ensure(offers.length > 0, () =>
    wrongState('NO_VALID_OFFER', 'No offer is valid today: ask again, or ask other suppliers.'),
  );
  const chosen = offers.find((one) => one.n === n);
  if (chosen === undefined) throw invalid('OFFER_NOT_VALID', `Request ${n} has no offer that is valid today.`);
  ensureNoCompetitor(state, chosen);
  if (entry !== undefined) {
    ensureOpen(entry, moment);
    ensureOfferedBy(entry, chosen.supplier.businessNumber);
  }
  return { offers, chosen };
}

/**
 * Nobody stands behind two offers of one contract. It is asked here, where the institution knows all offers: the answer
 * to an offer would tell its supplier who else was asked. That a rival names a company bars no offer of that company.
 */
function ensureNoCompetitor({ invitations }: ContractState, { offer }: Invitation): void {
  const offering = invitations.filter((one) => one.offer !== undefined).map(({ supplier }) => supplier.businessNumber);
  const competitor = furtherNumbers(offer?.consortium).find((one) => offering.includes(one));
  ensure(competitor === undefined, () =>
    wrongState(
      'CONSORTIUM_MEMBER_COMPETES',
      `Supplier ${competitor} of this consortium has made an offer itself: choose another offer.`,
    ),
  );
}
