import { AggregateStore } from '../aggregates/aggregate-store.js';
import type { AggregateType } from '../aggregates/aggregate-type.js';
import { evolution } from '../aggregates/evolution.js';
import type { Fact } from '../aggregates/fact.js';
import { any, Permissions, permissionsOn, relation } from '../auth/permissions.js';
import { PUBLIC, type Person, type Reader } from '../kernel/actor.js';
import { momentAt } from '../kernel/clock.js';
import { koreanCalendar } from '../kernel/holidays.js';
import { newId } from '../kernel/ids.js';
import { PolicyTable } from '../kernel/policy.js';
import { MemoryDocuments } from '#testing/memory-documents.js';
import { allFor, pageFor, type Paging } from './listing.js';
import { inOrder, listQuery, pageAmong, PageRequest } from './paging.js';

interface Paper {
  readonly owner: string;
  readonly status: string;
  readonly rank: number;
}

const paperType: AggregateType<Paper, Fact<'PaperMade', Paper>> = {
  name: 'paper',
  collection: 'papers',
  publishes: [],
  evolve: evolution<Paper, Fact<'PaperMade', Paper>>()({ PaperMade: ({ data }) => data }),
};

const own = relation<Paper>(
  'own',
  ({ owner }, { org }) => owner === org,
  ({ org }) => (org === undefined ? undefined : { 'state.owner': org }),
);
const open = relation<Paper>(
  'open',
  ({ status }) => status === 'OPEN',
  () => ({ 'state.status': 'OPEN' }),
);
const permissions = new Permissions([
  permissionsOn<Paper>({
    resource: 'paper',
    seenThrough: 'listPapers',
    operations: { listPapers: { PUBLIC: open, SUPPLIER: own, AUDITOR: any } },
  }) as never,
]);

const calendar = koreanCalendar(PolicyTable.defaults);
const supplier: Person = { kind: 'person', sub: 's', org: 'A', roles: ['SUPPLIER'] };
const auditor: Person = { kind: 'person', sub: 'a', roles: ['AUDITOR'] };

describe('S8: a list', () => {
  let reads = 0;
  const documents = new MemoryDocuments(paperType);
  const storeBy = (table: Permissions) =>
    new AggregateStore(paperType, {
      documents: () => documents as never,
      moment: () => momentAt(new Date('2025-09-01T00:00:00Z'), PolicyTable.defaults, calendar),
      checkAccess: () => undefined,
      holds: ({ operation, actor }, state) => table.holds(operation, actor, state),
      visibleTo: ({ operation, actor }, ownOnly) => {
        reads++;
        return table.visibleTo(operation, actor, ownOnly);
      },
    });
  const store = storeBy(permissions);

  beforeAll(async () => {
    // Twenty of another organisation, hidden and open in turn; two of A's own among them.
    for (let rank = 0; rank < 22; rank++) {
      const owner = rank === 7 || rank === 19 ? 'A' : 'B';
      const paper = { owner, status: rank % 2 === 0 ? 'OPEN' : 'HIDDEN', rank };
      const intent = { id: newId(), actor: auditor, causationId: newId() };
      await store.create(intent, () => [{ type: 'PaperMade', data: paper }]);
    }
  });
  beforeEach(() => {
    reads = 0;
  });

  const pageOf = (
    actor: Reader,
    asked: Partial<PageRequest> & { status?: string },
    more: Partial<Paging<Paper, number>> = {},
    from = store,
  ) =>
    pageFor(
      from,
      { actor, operation: 'listPapers' },
      {
        request: Object.assign(new PageRequest(), asked),
        listing: { where: { 'state.status': asked.status }, sorts: { rank: 'state.rank' }, defaultSort: 'rank' },
        view: ({ state }) => state.rank,
        ...more,
      },
    );

  async function all(actor: Reader, asked: Parameters<typeof pageOf>[1], more: Partial<Paging<Paper, number>> = {}) {
    const pages: (readonly number[])[] = [];
    for (let cursor: string | undefined; ;) {
      const { items, next } = await pageOf(actor, { ...asked, ...(cursor !== undefined && { cursor }) }, more);
      pages.push(items);
      if (next === undefined) return pages;
      cursor = next;
    }
  }

  it('asks the store for what the reader may see, whatever the filter says', async () => {
    expect((await all(PUBLIC, { status: 'HIDDEN', limit: 1 })).flat()).toEqual([]);
    expect(reads).toBe(1);
    expect((await all(supplier, { status: 'HIDDEN', limit: 1 })).flat()).toEqual([7, 19]);
    expect((await all(auditor, { status: 'HIDDEN' })).flat()).toHaveLength(11);
  });

  it('ends at the last row the reader sees: no cursor leads to nothing', async () => {
    const pages = await all(supplier, { status: 'HIDDEN', limit: 1 });
    expect(pages).toEqual([[7], [19]]);
  });

  it('shows no row that the table does not allow, even one that its conditions let through', async () => {
    const tooWide = relation<Paper>('own', own.holds, () => ({}));
    const operations = { listPapers: { SUPPLIER: tooWide } };
    const careless = permissionsOn<Paper>({ resource: 'paper', seenThrough: 'listPapers', operations });
    const from = storeBy(new Permissions([careless as never]));
    expect(await pageOf(supplier, {}, {}, from)).toEqual({ items: [7, 19] });
  });

  it('R-32: shows a token no less than no token', async () => {
    const publicly = (await all(PUBLIC, {})).flat();
    expect((await all(supplier, {})).flat()).toEqual([...publicly, 7, 19].sort((a, b) => a - b));
    expect((await all(supplier, {}, { own: true })).flat()).toEqual([7, 19]);
    expect((await all(PUBLIC, {}, { own: true })).flat()).toEqual([]);
  });

  it('fills a page with what the view shows, in a bounded number of reads', async () => {
    const few = { view: ({ state }: { state: Paper }) => (state.rank % 10 === 9 ? state.rank : undefined) };
    expect(await all(auditor, { limit: 1 }, few)).toEqual([[9], [19]]);
    reads = 0;
    const none = await pageOf(auditor, { limit: 1 }, { view: () => undefined });
    expect([none.items, reads]).toEqual([[], 10]);
    expect(none.next).toBeDefined();
  });

  it('as a file has all that the reader may see, in the order that is asked for', async () => {
    const file = async (actor: Reader, sort?: string) => {
      const ranks: number[] = [];
      const request = Object.assign(new PageRequest(), { limit: 1, ...(sort !== undefined && { sort }) });
      const listing = { where: {}, sorts: { rank: 'state.rank' }, defaultSort: 'rank' };
      const view = ({ state }: { state: Paper }) => (state.rank % 5 === 0 ? undefined : state.rank);
      const asking = { actor, operation: 'listPapers' };
      for await (const rank of allFor(store, asking, { request, listing, view })) ranks.push(rank);
      return ranks;
    };
    expect(await file(supplier)).toEqual([2, 4, 6, 7, 8, 12, 14, 16, 18, 19]);
    expect(await file(PUBLIC, '-rank')).toEqual([18, 16, 14, 12, 8, 6, 4, 2]);
    expect(await file(auditor)).toHaveLength(17);
  });

  it('has conditions for each relation, or fails aloud', () => {
    const table = permissionsOn<Paper>({
      resource: 'x',
      seenThrough: 'x',
      operations: { x: { SUPPLIER: relation<Paper>('sometimes', () => true) } },
    });
    expect(() => new Permissions([table as never]).visibleTo('x', supplier)).toThrow(
      'x: "sometimes" has no conditions for a list.',
    );
  });
});

describe('A list of rows in memory', () => {
  const rows = [3, 1, 2, 2, 4].map((day, i) => ({ id: `row-${i}`, state: { on: `2025-01-0${day}` } }));
  const listing = { where: {}, sorts: { on: 'state.on' }, defaultSort: 'on' };

  function pagesOf(sort: string, limit: number): readonly (readonly string[])[] {
    const pages: (readonly string[])[] = [];
    for (let cursor: string | undefined; ;) {
      const query = listQuery({ limit, sort, ...(cursor !== undefined && { cursor }) }, listing);
      const { items, next } = pageAmong(inOrder(rows, query), query, ({ id }) => id);
      pages.push(items);
      if (next === undefined) return pages;
      cursor = next;
    }
  }

  it('goes on behind the last row of the page before, both ways', () => {
    expect(pagesOf('on', 2)).toEqual([['row-1', 'row-2'], ['row-3', 'row-0'], ['row-4']]);
    expect(pagesOf('-on', 2)).toEqual([['row-4', 'row-0'], ['row-3', 'row-2'], ['row-1']]);
    expect(pagesOf('on', 5)).toEqual([['row-1', 'row-2', 'row-3', 'row-0', 'row-4']]);
  });
});
