/**
 * Topics that readers outside the installation may follow. A topic that is not here is for our own services only, so
 * that a new one is closed until it is opened on purpose.
 */
const OPEN: ReadonlySet<string> = new Set([
  'review.cases',
  'review.sessions',
  'catalog.listings',
  'catalog.agreements',
  'contracts.contracts',
]);

/** What every service has, and no content in it: anchors of its histories, and how far it has published. */
const OPEN_EVERYWHERE = /^[a-z]+\.(audit|watermarks)$/;

/** @param topic without the prefix of an installation */
export const isOpenTopic = (topic: string): boolean => OPEN.has(topic) || OPEN_EVERYWHERE.test(topic);
