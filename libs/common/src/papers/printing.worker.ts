import { parentPort } from 'node:worker_threads';
import type { Paper } from './paper.js';
import { paperAsPdf } from './paper.pdf.js';

/** What `Printer` asks of its thread. */
export interface PrintingOrder {
  readonly no: number;
  readonly paper: Paper;
}

/** What the thread answers: the PDF, or why there is none. */
export type Printed =
  { readonly no: number; readonly bytes: Uint8Array } | { readonly no: number; readonly failure: string };

async function print({ no, paper }: PrintingOrder): Promise<Printed> {
  try {
    return { no, bytes: await paperAsPdf(paper) };
  } catch (error) {
    return { no, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.on('message', (order: PrintingOrder) => {
  void print(order).then((printed) => parentPort?.postMessage(printed, []));
});
