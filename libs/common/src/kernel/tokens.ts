/** Injection tokens for values whose type is an interface. */

/** `Clock`: business time. */
export const CLOCK = Symbol('clock');
/** kafkajs `Kafka`: for a provider with its own consumer. */
export const KAFKA = Symbol('kafka');
/** `ServiceEventKeys`: what records are proven with, and believed by. */
export const EVENT_KEYS = Symbol('event keys');
/** string: prefix of every topic's name. */
export const TOPIC_PREFIX = Symbol('topic prefix');
