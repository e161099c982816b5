import type { Api } from '../story/api.js';

/** What the statistics say as of a day. Amounts are KRW, VAT included. */
export interface PublishedFigures {
  readonly asOf: string;
  readonly dateBasis: 'REGISTERED';
  readonly selections: number;
  readonly aiConvergence: number;
  readonly institutions: number;
  readonly contracts: number;
  readonly amount: number;
}

/**
 * After the records and the story (docs/figures.md): the first day is that of the 62nd session (FX-12, FX-13), by the
 * second both contracts of the story are registered.
 */
export const PUBLISHED: readonly PublishedFigures[] = [
  {
    asOf: '2025-09-19',
    dateBasis: 'REGISTERED',
    selections: 632,
    aiConvergence: 17,
    institutions: 685,
    contracts: 1_964,
    amount: 642_100_000_000,
  },
  {
    asOf: '2025-10-31',
    dateBasis: 'REGISTERED',
    selections: 632,
    aiConvergence: 17,
    institutions: 686,
    contracts: 1_966,
    amount: 642_181_600_000,
  },
];

/** The statistics as of these days, as everybody reads them. */
export const publishedFigures = (api: Api): Promise<readonly PublishedFigures[]> =>
  Promise.all(
    PUBLISHED.map(async ({ asOf, dateBasis }) => {
      const path = `/v1/statistics?asOf=${asOf}&dateBasis=${dateBasis}`;
      const view = (await api.send('contracts', 'GET', path)) as unknown as Omit<PublishedFigures, 'selections'> & {
        readonly selections: { readonly total: number; readonly aiConvergence: number };
      };
      const { selections, institutions, contracts, amount } = view;
      const { total, aiConvergence } = selections;
      return { asOf, dateBasis, selections: total, aiConvergence, institutions, contracts, amount };
    }),
  );
