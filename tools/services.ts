import type { ServiceMap } from '#common/service/service-map.js';
import { catalog } from '../apps/catalog/src/catalog.service-map.js';
import { contracts } from '../apps/contracts/src/contracts.service-map.js';
import { intake } from '../apps/intake/src/intake.service-map.js';
import { review } from '../apps/review/src/review.service-map.js';

/** The four services, in the order in which an application passes through them. */
export const SERVICES: readonly ServiceMap[] = [intake, review, catalog, contracts];
