/** Injection tokens of what has an interface for a type. */

/** `Clock`: business time. */
export const CLOCK = Symbol('clock');
/** kafkajs `Kafka`: for a provider with a consumer of its own. */
export const KAFKA = Symbol('kafka');
/** string: in front of every topic's name. */
export const TOPIC_PREFIX = Symbol('topic prefix');
