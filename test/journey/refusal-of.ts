import { Refused } from '../../tools/story/api.js';

/** The code with which an act is refused; any other failure stays one. */
export const refusalOf = (acting: Promise<unknown>): Promise<string> =>
  acting.then(
    () => 'nothing refused',
    (error: unknown) => {
      if (error instanceof Refused) return error.code;
      throw error;
    },
  );
