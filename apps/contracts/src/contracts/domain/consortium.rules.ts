import type { ContractFacts } from '#common/events/definitions/contract-facts.js';
import type { Person } from '#common/kernel/actor.js';
import { ensure, invalid } from '#common/kernel/errors.js';
import { exactSum, sumWon, type Won } from '#common/kernel/money.js';
import { floored } from '#common/kernel/ratio.js';
import type { Consortium, DividingMember, Member, MemberPart } from './consortium.state.js';
import { chosenOf, hasSigned, isEstimated, partyOf, supplierOf, type Signed } from './contract.rules.js';
import type { ContractState, Signer, Terms } from './contract.state.js';

/** The consortium whose offer was chosen; undefined before the choice, and of a contract with one supplier. */
export const consortiumOf = (state: ContractState): Consortium | undefined => chosenOf(state)?.offer?.consortium;

const membersOf = (consortium: Consortium | undefined): readonly Member[] => consortium?.members ?? [];

/** Business numbers of the members behind the representative. */
export const furtherNumbers = (consortium: Consortium | undefined): readonly string[] =>
  membersOf(consortium)
    .slice(1)
    .map(({ supplier }) => supplier.businessNumber);

/** Business numbers of the chosen supplier and of the members behind it; empty before the choice. */
export const supplierNumbersOf = (state: ContractState): readonly string[] => {
  const supplier = supplierOf(state);
  return supplier === undefined ? [] : [supplier, ...furtherNumbers(consortiumOf(state))];
};

/** All who sign (State Contract Act Art. 25(2)): the institution, and the supplier or each member of its consortium. */
export function signersOf(state: ContractState): readonly Signer[] {
  const members = membersOf(consortiumOf(state));
  const suppliers: readonly Signer[] =
    members.length === 0
      ? [{ party: 'SUPPLIER' }]
      : members.map(({ supplier }) => ({ party: 'SUPPLIER', member: supplier.businessNumber }));
  return [{ party: 'INSTITUTION' }, ...suppliers];
}

/** For whom this person signs: the permission table has let in all signers. @throws Refusal 403 FORBIDDEN */
export function signerOf(state: ContractState, person: Person): Signer {
  const { org, roles } = person;
  const member = signersOf(state).find((one) => one.member !== undefined && one.member === org);
  return member !== undefined && roles.includes('SUPPLIER') ? member : { party: partyOf(state, person) };
}

/** Whether nobody but this signer is missing. */
export const isLastToSign = (state: ContractState, signed: Signed, { party, member }: Signer): boolean =>
  signersOf(state).every((one) => (one.party === party && one.member === member) || hasSigned(signed, one));

/** Lines by which members that divide a contract are told apart. */
type Lines = readonly { readonly priceCode: string; readonly amount: Won }[];

/** What each member has of an amount, which these lines come to. It adds up to the won, the representative first. */
export function partsOf(consortium: Consortium, amount: Won, lines: Lines): readonly MemberPart[] {
  const weights =
    consortium.manner === 'JOINT'
      ? consortium.members.map(({ perMille }) => perMille)
      : performedBy(consortium.members, lines);
  const amounts = sharedOut(amount, weights);
  return membersOf(consortium).map(({ supplier: { businessNumber } }, i) => ({
    businessNumber,
    amount: amounts[i] ?? 0,
  }));
}

/** What the lines of each member come to. A line that no member has, as of an amendment, is the representative's. */
function performedBy(members: readonly DividingMember[], lines: Lines): readonly Won[] {
  const others = members.slice(1).map(({ priceCodes }) => linesAmount(lines, priceCodes));
  return [linesAmount(lines) - sumWon(others), ...others];
}

const linesAmount = (lines: Lines, priceCodes?: readonly string[]): Won =>
  sumWon(
    lines
      .filter(({ priceCode }) => priceCodes === undefined || priceCodes.includes(priceCode))
      .map(({ amount }) => amount),
  );

/** By weights, each part rounded down once; the first one takes the rest. */
export function sharedOut(amount: Won, weights: readonly number[]): readonly Won[] {
  const d = exactSum(weights);
  const others = weights.slice(1).map((weight) => (d === 0n ? 0 : floored({ n: BigInt(amount) * BigInt(weight), d })));
  return [amount - sumWon(others), ...others];
}

/**
 * By what each is still owed, and never more than that: who is paid part by part gets all of it in the end. What
 * rounding leaves goes to the first ones that have room for it.
 * @param whole rounds a payment down to what is paid at all
 */
export function sharedWithin(amount: Won, owed: readonly Won[], whole: (part: Won) => Won): readonly Won[] {
  const d = exactSum(owed);
  const parts = owed.map((one) => (d === 0n ? 0 : whole(floored({ n: BigInt(amount) * BigInt(one), d }))));
  let rest = amount - sumWon(parts);
  return parts.map((part, i) => {
    const more = Math.min(rest, (owed[i] ?? 0) - part);
    rest -= more;
    return part + more;
  });
}

/** The part of this member. */
export const partOf = (parts: readonly MemberPart[] | undefined, businessNumber: string): Won =>
  parts?.find((one) => one.businessNumber === businessNumber)?.amount ?? 0;

/**
 * Who has no part performs nothing: each member keeps one, as terms and amendments change the amount. The settlement of
 * an estimate would pay one member and claim from another, so what is divided has a price.
 * @throws Refusal 422 CONSORTIUM_PART_MISSING, CONSORTIUM_FORM_INVALID
 */
export function ensureParts(
  consortium: Consortium | undefined,
  terms: Pick<Terms, 'lines' | 'amount' | 'priceForm'>,
): void {
  if (consortium === undefined) return;
  ensure(consortium.manner === 'JOINT' || !isEstimated(terms), () =>
    invalid('CONSORTIUM_FORM_INVALID', 'A contract that its suppliers divide has a price, and is no estimate.', [
      { pointer: '/priceForm', code: 'CONSORTIUM_FORM_INVALID', detail: 'TOTAL or UNIT_PRICE' },
    ]),
  );
  const without = partsOf(consortium, terms.amount, terms.lines).find(({ amount }) => amount === 0);
  ensure(without === undefined, () => {
    const detail = `supplier ${without?.businessNumber} of the consortium has no part in won`;
    return invalid('CONSORTIUM_PART_MISSING', `These lines leave a member out: ${detail}.`, [
      { pointer: '/lines', code: 'CONSORTIUM_PART_MISSING', detail },
    ]);
  });
}

/** The consortium as the public may know it, with the shares of these terms. */
export function jointFacts(
  state: ContractState,
  { amount, lines }: Pick<Terms, 'amount' | 'lines'>,
): Pick<ContractFacts, 'jointContract'> {
  const consortium = consortiumOf(state);
  if (consortium === undefined) return {};
  const parts = partsOf(consortium, amount, lines);
  const suppliers = membersOf(consortium).map(({ supplier: { businessNumber, name } }) => ({
    businessNumber,
    name,
    amount: partOf(parts, businessNumber),
  }));
  return { jointContract: { manner: consortium.manner, suppliers } };
}
