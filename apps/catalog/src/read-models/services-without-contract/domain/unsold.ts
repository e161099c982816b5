import type { ListingFacts } from '#common/events/definitions/listing-facts.js';
import type { Day } from '#common/kernel/day.js';
import { serviceTypeOf } from '#common/kernel/service-type.js';
import type { ListingState } from '../../../listings/domain/listing.state.js';

/** A service that was listed, and what its listing says of it now. */
export interface ListedService {
  readonly id: string;
  readonly listingNo: string;
  readonly name: string;
  /** */
  readonly type: string;
  readonly supplier: ListingFacts['supplier'];
  readonly status: ListingFacts['status'];
  readonly publishedOn: Day;
  /** First day on which it was no longer listed. */
  readonly endedOn?: Day;
}

/** A listed service without a contract in the period (미판매 서비스). */
export interface UnsoldService extends ListedService {
  /** Its last contract before the period; absent of one that never had any. */
  readonly lastConcludedOn?: Day;
}

interface Asked {
  readonly from: Day;
  readonly to: Day;
  readonly type?: string;
}

/** The list, and the counts that it is the rest of. */
export interface Unsold {
  readonly listed: number;
  readonly withContract: number;
  readonly services: readonly UnsoldService[];
}

/** The service of a listing that was published; undefined of any other. */
export function listedService({ facts, publishedOn, endedOn }: ListingState): ListedService | undefined {
  if (publishedOn === undefined) return undefined;
  const { listingId: id, listingNo, service, supplier, status } = facts;
  const listed = { id, listingNo, name: service.name, type: serviceTypeOf(service), supplier, status, publishedOn };
  return { ...listed, ...(endedOn !== undefined && { endedOn }) };
}

/** Whether it was listed on some day of the period. */
const wasListed = ({ publishedOn, endedOn }: ListedService, { from, to }: Asked): boolean =>
  publishedOn <= to && (endedOn === undefined || endedOn > from);

/**
 * Services that were listed in a period, and to which no contract was concluded in it (FX-11). A suspended one counts:
 * it stays listed.
 * @param lastConcluded by listing: the day of the last contract until the end of the period, without rescinded ones
 */
export function unsoldIn(
  services: readonly ListedService[],
  lastConcluded: ReadonlyMap<string, Day>,
  asked: Asked,
): Unsold {
  const listed = services.filter(
    (one) => wasListed(one, asked) && (asked.type === undefined || one.type === asked.type),
  );
  const unsold = listed.flatMap((service): readonly UnsoldService[] => {
    const lastConcludedOn = lastConcluded.get(service.id);
    if (lastConcludedOn === undefined) return [service];
    return lastConcludedOn < asked.from ? [{ ...service, lastConcludedOn }] : [];
  });
  return { listed: listed.length, withContract: listed.length - unsold.length, services: unsold };
}
