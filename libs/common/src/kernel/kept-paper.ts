/** A PDF (문서) that a service made and keeps: people confirm and sign exactly these bytes. */
export interface KeptPaper {
  /** Version of the template that made it. */
  readonly template: string;
  readonly madeAt: string;
  readonly fileId: string;
  readonly sha256: string;
  readonly bytes: number;
}
