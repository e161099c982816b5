import type { BuildFormat, FormatStanding, KeptFormat } from '../../kernel/format-number.js';

/** Of a store. The newest one has a migration to it, in `tools/ops/migrate`. */
export const STORE_FORMAT: BuildFormat = { format: 2, oldest: 1, readableFrom: 1 };

/** Of the topics. Events change by ADR 0013 alone, so it stays as long as no topic has to be filled anew. */
export const TOPIC_FORMAT: BuildFormat = { format: 1, oldest: 1, readableFrom: 1 };

/** A build met what it cannot read, and does not start on it. */
export class FormatRefused extends Error {
  override readonly name = 'FormatRefused';

  constructor(
    message: string,
    readonly standing: FormatStanding,
  ) {
    super(message);
  }
}

/** A store or topics that a build looks at. */
interface Looked {
  /** `The store of intake`. */
  readonly what: string;
  /** What brings an older format up to date. */
  readonly update: string;
}

/** What is refused, and what to do about it. */
export function ensureReadable(
  { what, update }: Looked,
  standing: FormatStanding,
  kept: KeptFormat | undefined,
  { format, oldest }: Pick<BuildFormat, 'format' | 'oldest'>,
): void {
  const reads = oldest === format ? `format ${format}` : `formats ${oldest} to ${format}`;
  switch (standing) {
    case 'UNNUMBERED':
      throw new FormatRefused(
        `${what} has no format number: it was made before v0.2.0. This build reads ${reads}. ` +
          'Delete stores and topics with `npm run ops -- empty --yes`, or start the build that made them.',
        standing,
      );
    case 'TOO_OLD':
      throw new FormatRefused(`${what} has format ${kept?.format}. This build reads ${reads}. ${update}`, standing);
    case 'TOO_NEW':
      throw new FormatRefused(
        `${what} has format ${kept?.format}, which builds read from format ${kept?.readableFrom} on. ` +
          `This build reads ${reads}: start the build that migrated it, or a newer one.`,
        standing,
      );
    default:
  }
}
