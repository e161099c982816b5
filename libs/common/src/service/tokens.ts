import type { Clock } from '../kernel/clock.js';

/** Injection token of the business clock; its type is an interface. */
export const CLOCK = Symbol('clock') as symbol & { readonly of?: Clock };
