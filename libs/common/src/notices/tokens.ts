/** `readonly AggregateType[]`: the aggregates of the service, whose people are told things. */
export const NOTICE_TYPES = Symbol('notice types');
/** `Channel`: the way by which notices leave. */
export const NOTICE_CHANNEL = Symbol('notice channel');
