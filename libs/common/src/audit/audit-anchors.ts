import { Injectable } from '@nestjs/common';
import { AggregateStore } from '../aggregates/aggregate-store.js';
import type { Intent } from '../aggregates/aggregate-type.js';
import type { AggregateDocuments } from '../aggregates/documents.js';
import type { AuditAnchored } from '../events/definitions/audit-anchored.js';
import { signAnchor } from '../events/proofs/anchor-signature.js';
import { dayOf, type Day } from '../kernel/day.js';
import { derivedId, newId } from '../kernel/ids.js';
import { Stores } from '../aggregates/stores.js';
import { ANCHORS, auditAnchorType, type Anchor, type AnchorEvent } from './anchor.js';
import { AuditTrails } from './audit-trails.js';
import { scanHeads, storeSeconds } from '../aggregates/history-chain/heads.mongo.js';
import { MerkleRoot, type Head } from '../aggregates/history-chain/merkle.js';

/** Some 80 KB per event: with its copy in the outbox the document stays within the archiver's bounds. */
const HEADS_PER_PART = 500;

interface LastAnchor {
  readonly day: Day;
  readonly until: Date;
  readonly hash: string;
  readonly from: number;
}

/** The anchors of one service: a sealed one at the close of each period and day, in as many parts as it takes. */
@Injectable()
export class AuditAnchors extends AggregateStore<Anchor, AnchorEvent> {
  private readonly anchors: AggregateDocuments<Anchor>;

  constructor(
    stores: Stores,
    private readonly trails: AuditTrails,
  ) {
    const type = auditAnchorType(trails.service);
    super(type, stores);
    this.anchors = stores.documents(type);
  }

  idOf(until: Date): string {
    return derivedId('audit-anchor', this.trails.service, until.toISOString());
  }

  async last(): Promise<LastAnchor | undefined> {
    const [newest] = await this.list({ where: {}, sortBy: 'state.sealed.until', descending: true, limit: 1 });
    if (newest?.state.sealed === undefined) return undefined;
    const head = await this.anchors.head(newest.id, '');
    const { day, until, from } = newest.state.sealed;
    return head && { day, until: new Date(until), from, hash: head.lastHash };
  }

  /**
   * Scans and publishes part by part, in the memory of one part. A scan that dies, or loses the period to another
   * instance, leaves parts that no seal names; the instance that goes on starts a new scan. A period has one seal,
   * because the seal's id is derived from its end.
   */
  async anchor(intent: Intent, end: Date, before: LastAnchor | undefined): Promise<void> {
    const { db, types } = this.trails;
    const closes = { day: dayOf(new Date(end.getTime() - 1)), until: end.toISOString() };
    const from = await storeSeconds(db);
    const tree = new MerkleRoot();
    const scan = newId();
    let heads: Head[] = [];
    let part = 1;
    const anchored = types.map(({ collection }) => collection).filter((collection) => collection !== ANCHORS);
    for await (const { changed, ...head } of scanHeads(db, anchored, from, before?.from)) {
      if (heads.length === HEADS_PER_PART) {
        await this.publish(part, intent, { ...closes, scan, part, heads });
        [heads, part] = [[], part + 1];
      }
      tree.add(head);
      if (changed) heads.push(head);
    }
    const previous = before && { previous: { day: before.day, hash: before.hash } };
    await this.save({ ...intent, id: this.idOf(end) }, (sealed, { at }) => {
      if (sealed !== undefined) return [];
      const seal = { at: at.toISOString(), parts: part, aggregates: tree.size, root: tree.root, ...previous };
      return [{ type: 'AuditAnchored', data: this.signed({ ...closes, scan, part, heads, seal }), details: { from } }];
    });
  }

  private async publish(part: number, intent: Intent, data: AuditAnchored): Promise<void> {
    const id = derivedId('audit-anchor-part', data.scan, String(part));
    await this.create({ ...intent, id }, () => [{ type: 'AuditAnchored', data: this.signed(data) }]);
  }

  private signed(data: AuditAnchored): AuditAnchored {
    return { ...data, signature: signAnchor(this.trails.keys.signing, data) };
  }
}
