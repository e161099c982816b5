/** Written by the store itself when personal data is erased. It changes no state, and no domain handles it. */
export const PERSONAL_DATA_ERASED = 'PersonalDataErased';

/** Written by the store itself when another version of the fold makes the state again from the whole history. */
export const STATE_REFOLDED = 'StateRefolded';

export const isActOfTheStore = ({ type }: { readonly type: string }): boolean =>
  type === PERSONAL_DATA_ERASED || type === STATE_REFOLDED;
