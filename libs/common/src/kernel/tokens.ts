/** Injection tokens for values whose type is an interface. */

/** `Clock`: business time. */
export const CLOCK = Symbol('clock');
/** kafkajs `Kafka`: for a provider with its own consumer. */
export const KAFKA = Symbol('kafka');
/** string: prefix of every topic's name. */
export const TOPIC_PREFIX = Symbol('topic prefix');
