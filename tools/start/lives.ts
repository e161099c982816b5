import type { Api, View } from '../story/api.js';
import { BY_CATALOG, NEGOTIATING } from '../story/cast.js';

/** A completed contract in figures: KRW, VAT included. */
export interface CompletedLife {
  readonly contractNo: string;
  readonly method: string;
  readonly completedOn: string;
  /** What all statements come to, less `credit`. */
  readonly stated: number;
  readonly credit: number;
  readonly paid: number;
  readonly interest: number;
  /** What the contract cost in all. */
  readonly settled: number;
}

interface Completed extends View {
  readonly method: string;
  readonly concluded: { readonly contractNo: string };
  readonly ended: { readonly on: string; readonly settledAmount: number };
  readonly performance: {
    readonly totals: { readonly stated: number; readonly paid: number; readonly interest: number };
    readonly statements: readonly { readonly credit: { readonly amount: number } }[];
  };
}

/** The completed contracts of both institutions of the story, as their parties see them. */
export async function completedLives(api: Api): Promise<readonly CompletedLife[]> {
  const lives: CompletedLife[] = [];
  for (const { persona } of [NEGOTIATING, BY_CATALOG]) {
    const session = api.as(persona);
    const page = await session.get('contracts', '/v1/contracts?own=true&status=COMPLETED');
    for (const { id } of page['items'] as readonly View[])
      lives.push(lifeOf((await session.get('contracts', `/v1/contracts/${id}`)) as Completed));
  }
  return lives;
}

function lifeOf({ method, concluded, ended, performance }: Completed): CompletedLife {
  const { totals, statements } = performance;
  const { stated, paid, interest } = totals;
  return {
    contractNo: concluded.contractNo,
    method,
    completedOn: ended.on,
    stated,
    credit: statements.reduce((sum, { credit }) => sum + credit.amount, 0),
    paid,
    interest,
    settled: ended.settledAmount,
  };
}
