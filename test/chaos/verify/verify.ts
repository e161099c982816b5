import { producedTopics } from '#common/service/service-map.js';
import { SERVICES } from '../../../tools/services.js';
import type { LedgerRecord } from '../load/ledger.js';
import type { Target } from '../load/workload.js';
import { acknowledgedIsThere, nothingFromNowhere, refusalIsClean } from './acknowledged.js';
import { readHistories } from './histories.js';
import type { Evidence, InvariantResult } from './invariant.js';
import { moneyIsSpentOnce } from './money.js';
import { nothingIsDoubled } from './nothing-doubled.js';
import { PublishedOnce } from './published.js';
import { ReadModelsAgree } from './read-models.js';
import { answersHold } from './repeats.js';
import { Stores } from '../observe/stores.js';
import { chainsHold, neverBack, nothingIsStuck, withinBounds } from './stuck.js';
import { everyoneIsTold, workIsListed } from './told.js';
import { readTopics } from './topics.js';

/**
 * Checks what the services kept against what their clients were answered, after everything has arrived. Reads every
 * history and every topic once, and keeps about a hundred bytes per event.
 */
export async function verify(target: Target, ledger: LedgerRecord, evidence: Evidence): Promise<InvariantResult[]> {
  const { direct } = target;
  const stores = new Stores(direct);
  try {
    const histories = await readHistories(stores);
    const injected = new Set(evidence.injected);
    const published = new PublishedOnce(histories, injected);
    const models = new ReadModelsAgree(injected);
    const topics = [...new Set(SERVICES.flatMap((map) => producedTopics(map)))];
    await readTopics(direct, topics, (topic, record) => {
      published.take(topic, record);
      models.take(topic, record);
    });
    return [
      acknowledgedIsThere(ledger, histories),
      published.result(),
      await nothingIsDoubled(stores, ledger, histories),
      await answersHold(target, stores, ledger, histories),
      neverBack(evidence),
      await models.result(stores),
      nothingFromNowhere(ledger, histories),
      await nothingIsStuck(stores, evidence, direct.topicPrefix),
      withinBounds(evidence),
      refusalIsClean(ledger, histories),
      await everyoneIsTold(stores, histories),
      workIsListed(histories),
      await moneyIsSpentOnce(stores, histories),
      chainsHold(histories),
    ];
  } finally {
    await stores.close();
  }
}
