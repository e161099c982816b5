/** What a scanner says of a document. */
export type Verdict = { readonly clean: true } | { readonly clean: false; readonly signature: string };

/** One document on its way through the scanner. */
export interface Scan {
  /** @throws Refusal 503 SCANNER_UNAVAILABLE */
  write(chunk: Buffer): Promise<void>;
  /** After the last chunk. @throws Refusal 503 SCANNER_UNAVAILABLE */
  verdict(): Promise<Verdict>;
  /** The document is given up; after a verdict it does nothing. */
  abandon(): void;
}

/** Looks for malware (악성코드) in documents before they are kept. */
export abstract class VirusScanner {
  abstract begin(): Scan;
}

/** Where no scanner is set up: nothing is looked for. */
export class NoScanner extends VirusScanner {
  override begin(): Scan {
    return {
      write: () => Promise.resolve(),
      verdict: () => Promise.resolve({ clean: true }),
      abandon: () => undefined,
    };
  }
}
