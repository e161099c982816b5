/** What NIA asks registers about a supplier: business status (사업자 상태), sanctions (제재), certificates (인증). */
export const REGISTRY_CHECKS = ['BUSINESS_STATUS', 'SANCTIONS', 'CERTIFICATES'] as const;
export type RegistryCheck = (typeof REGISTRY_CHECKS)[number];

/** `CONCERN`: the register has something that NIA should look at. It decides nothing by itself. */
export const REGISTRY_RESULTS = ['CLEAR', 'CONCERN', 'UNKNOWN'] as const;
export type RegistryResult = (typeof REGISTRY_RESULTS)[number];

/** Why a result is unknown. */
export const REGISTRY_GAPS = ['NOT_SET_UP', 'NO_ANSWER', 'UNREADABLE'] as const;
export type RegistryGap = (typeof REGISTRY_GAPS)[number];

export interface RegistryAnswer {
  readonly result: RegistryResult;
  readonly gap?: RegistryGap;
  /** Host of the register; absent when none is set up. */
  readonly source?: string;
}
