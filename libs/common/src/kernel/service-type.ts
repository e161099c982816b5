/** What a service is by law, and below that by its market. */
interface Kinds {
  readonly kind: string;
  readonly subtype: string;
}

/** The type of a service (유형, R-35): its subtype for cloud computing, else support or convergence. */
export function serviceTypeOf({ kind, subtype }: Kinds): string {
  if (kind === 'CLOUD_COMPUTING') return subtype;
  return kind === 'CLOUD_SUPPORT' ? 'SUPPORT' : kind;
}
