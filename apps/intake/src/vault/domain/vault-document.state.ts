/** One version of a document; its bytes lie in the document store under `fileId`. */
export interface VaultVersion {
  /** From 1, in the order they came. */
  readonly n: number;
  readonly fileId: string;
  readonly sha256: string;
  readonly contentType: string;
  readonly bytes: number;
  /** Of the file, as its supplier calls it; null once erased. */
  readonly name?: string | null;
  readonly storedAt: string;
}

/** A document that a supplier keeps for its applications (보관 문서): stored once, referred to by many. */
export interface VaultDocumentState {
  readonly id: string;
  readonly businessNumber: string;
  /** Which of its supplier's documents it is, from 0; each number is taken by one that is not erased. */
  readonly no: number;
  readonly versions: readonly VaultVersion[];
  /** Applications that refer to it keep its bytes until their own papers go. */
  readonly erasedAt?: string;
}
