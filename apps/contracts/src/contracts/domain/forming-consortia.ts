import type { ContractLine } from '#common/events/definitions/contract-facts.js';
import type { SupplierFacts } from '#common/events/definitions/shapes.js';
import type { Moment } from '#common/kernel/clock.js';
import { ensure, invalid, wrongState, type Refusal } from '#common/kernel/errors.js';
import type { CatalogEntry } from './catalog-entry.js';
import { ensureParts } from './consortium.rules.js';
import type { Consortium, ConsortiumManner } from './consortium.state.js';
import type { ContractState } from './contract.state.js';

export interface MemberInput {
  readonly businessNumber: string;
  /** Of members that share all of it. */
  readonly perMille?: number;
  /** Of members that divide it. */
  readonly priceCodes?: readonly string[];
}

/** The consortium as its representative names it: the others. What they leave, of shares and of lines, is its own. */
export interface ConsortiumInput {
  readonly manner: ConsortiumManner;
  readonly members: readonly MemberInput[];
}

const WHOLE = 1000;

/**
 * The members behind the representative, as our copy of the catalog knows them: a supplier with a listing was verified.
 * @throws Refusal 422 CONSORTIUM_TOO_LARGE, CONSORTIUM_MEMBER_REPEATED, CONSORTIUM_MEMBER_UNKNOWN;
 * 409 SAME_ORGANISATION
 */
export function ensureMembers(
  { institution }: Pick<ContractState, 'institution'>,
  representative: SupplierFacts,
  { members }: ConsortiumInput,
  { entry: { partners = [] }, policy }: { readonly entry: CatalogEntry } & Pick<Moment, 'policy'>,
): readonly SupplierFacts[] {
  const most = policy['contracts.consortiumMembersMax'];
  ensure(members.length < most, () =>
    wrong('', 'CONSORTIUM_TOO_LARGE', `a consortium has ${most} members at most, the representative included`),
  );
  const numbers = [representative.businessNumber, ...members.map(({ businessNumber }) => businessNumber)];
  return members.map(({ businessNumber }, i) => {
    ensure(numbers.indexOf(businessNumber) === i + 1, () =>
      wrong(
        `/${i}/businessNumber`,
        'CONSORTIUM_MEMBER_REPEATED',
        'each company once, and the representative not at all',
      ),
    );
    ensure(businessNumber !== institution.code.replaceAll('-', ''), () =>
      wrongState('SAME_ORGANISATION', `${businessNumber} is the institution itself: nobody contracts with themselves.`),
    );
    const known = partners.find((one) => one.businessNumber === businessNumber)?.supplier;
    if (known === undefined)
      throw wrong(`/${i}/businessNumber`, 'CONSORTIUM_MEMBER_UNKNOWN', 'a supplier that has a listing in the catalog');
    return known;
  });
}

/** What an offer says of its consortium. */
interface Formed {
  readonly representative: SupplierFacts;
  readonly further: readonly SupplierFacts[];
  readonly lines: readonly ContractLine[];
}

/**
 * Forms the consortium (공동수급체) of an offer. Shares and lines are whole by what is left to the representative.
 * @throws Refusal 422 CONSORTIUM_PART_INVALID, CONSORTIUM_PART_MISSING
 */
export function formConsortium(
  input: ConsortiumInput,
  { representative, further, lines }: Formed,
  { policy }: Pick<Moment, 'policy'>,
): Consortium {
  const suppliers = [representative, ...further];
  const parts = input.manner === 'JOINT' ? sharesOf(input, policy['contracts.jointShareMinPerMille']) : undefined;
  const codes = parts === undefined ? codesOf(input, lines) : [];
  const consortium: Consortium =
    parts === undefined
      ? { manner: 'DIVIDED', members: suppliers.map((supplier, i) => ({ supplier, priceCodes: codes[i] ?? [] })) }
      : { manner: 'JOINT', members: suppliers.map((supplier, i) => ({ supplier, perMille: parts[i] ?? 0 })) };
  ensureParts(consortium, { lines, amount: lines.reduce((sum, { amount }) => sum + amount, 0) });
  return consortium;
}

function sharesOf({ members }: ConsortiumInput, least: number): readonly number[] {
  const shares = members.map(({ perMille, priceCodes }, i) => {
    ensure(priceCodes === undefined, () => wrongPart(i, 'priceCodes', 'members that share all of it have no lines'));
    if (perMille === undefined) throw wrongPart(i, 'perMille', 'a member that shares all of it has a share');
    ensure(perMille >= least, () => wrongPart(i, 'perMille', `each share is ${least} thousandths at least`));
    return perMille;
  });
  const left = WHOLE - shares.reduce((sum, one) => sum + one, 0);
  ensure(left >= least, () =>
    wrong('', 'CONSORTIUM_PART_INVALID', `${left} thousandths are left to the representative, ${least} at least`),
  );
  return [left, ...shares];
}

function codesOf({ members }: ConsortiumInput, lines: readonly ContractLine[]): readonly (readonly string[])[] {
  const offered = lines.map(({ priceCode }) => priceCode);
  const named = members.map(({ perMille, priceCodes = [] }, i) => {
    ensure(perMille === undefined, () => wrongPart(i, 'perMille', 'members that divide it have lines, and no share'));
    ensure(priceCodes.length > 0, () => wrongPart(i, 'priceCodes', 'a member that divides it has lines of its own'));
    const unknown = priceCodes.find((code) => !offered.includes(code));
    ensure(unknown === undefined, () => wrongPart(i, 'priceCodes', `the offer has no line ${unknown}`));
    return priceCodes;
  });
  const all = named.flat();
  ensure(new Set(all).size === all.length, () =>
    wrong('', 'CONSORTIUM_PART_INVALID', 'each line is performed by one member'),
  );
  return [offered.filter((code) => !all.includes(code)), ...named];
}

const wrong = (at: string, code: string, detail: string): Refusal =>
  invalid(code, `The consortium does not fit: ${detail}.`, [{ pointer: `/consortium/members${at}`, code, detail }]);

const wrongPart = (i: number, field: string, detail: string): Refusal =>
  wrong(`/${i}/${field}`, 'CONSORTIUM_PART_INVALID', detail);
