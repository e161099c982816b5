/** Written by the store itself when personal data is erased. It changes no state, and no domain handles it. */
export const PERSONAL_DATA_ERASED = 'PersonalDataErased';
