/** Written by the store itself when personal data is erased. It changes no state, and no domain handles it. */
export const PERSONAL_DATA_ERASED = 'PersonalDataErased';

/** Written by the store itself when another version of the fold makes the state again from the whole history. */
export const STATE_REFOLDED = 'StateRefolded';

/** Written by the store itself when provisional deadlines are counted again. It changes these in the state. */
export const DEADLINES_RECOUNTED = 'DeadlinesRecounted';

/** No domain handles these. */
export const isActOfTheStore = ({ type }: { readonly type: string }): boolean =>
  [PERSONAL_DATA_ERASED, STATE_REFOLDED, DEADLINES_RECOUNTED].includes(type);
