import { groupIdOf } from '#common/broker/consumer-group.js';
import type { ServiceMap } from '#common/service/service-map.js';

/**
 * The consumer groups of a service as the broker has them, with their topics: one for its consumers, and one for each
 * read model.
 */
export function groupsOf(
  { service, consumers, projections }: ServiceMap,
  topicPrefix: string,
): { groupId: string; topics: string[] }[] {
  const own = consumers.length > 0 ? [{ groupId: service as string, events: consumers.map(([event]) => event) }] : [];
  const models = projections.map(({ name, consumes }) => ({ groupId: `${service}.${name}`, events: [...consumes] }));
  return [...own, ...models].map(({ groupId, events }) => ({
    groupId: groupIdOf(topicPrefix, groupId),
    topics: [...new Set(events.map(({ topic }) => topic))],
  }));
}
