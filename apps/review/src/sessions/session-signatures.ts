import { Injectable } from '@nestjs/common';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import { Stores } from '#common/aggregates/stores.js';
import { CmsSignatures } from '#common/signatures/cms-signatures.js';
import { paperOf } from './domain/session.rules.js';
import type { SessionPaperKind, SessionState, SessionStatus } from './domain/session.state.js';
import type { Signed } from './domain/signing.js';

/** Where a signature is asked for: on this paper, in this status of the session. */
interface Asked {
  readonly kind: SessionPaperKind;
  readonly in: SessionStatus;
  readonly expectedVersion: number | undefined;
}

/** Checks the electronic signatures over papers of a session. */
@Injectable()
export class SessionSignatures {
  constructor(
    private readonly signatures: CmsSignatures,
    private readonly stores: Stores,
  ) {}

  /**
   * @param p7s base64 of the DER, as it was sent
   * @throws Refusal as `CmsSignatures.over`
   */
  async checked({ state, version }: Snapshot<SessionState>, asked: Asked, p7s: string): Promise<Signed> {
    const paper = paperOf(state, asked.kind);
    // A repeat, or a signature that will be refused: the session itself gives the answer.
    if (state.status !== asked.in || version !== asked.expectedVersion || paper === undefined)
      return { isUnchecked: true };
    return { cms: await this.signatures.over(paper, p7s, this.stores.moment().at) };
  }
}
