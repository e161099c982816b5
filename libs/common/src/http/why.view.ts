import { Type } from 'typebox';
import { SYSTEM_REASON_CODES } from '../kernel/system-reasons.js';

/** A text for people: Korean first, English second. */
export const BilingualView = Type.Object({ ko: Type.String(), en: Type.String() });

/** A code that a later version may add to, with its text. */
export const CodeTextView = Type.Object({ code: Type.String(), ...BilingualView.properties });

/** Fields of a view that say why: a person's words, or the code of the system with its text. */
export const whyFields = {
  reason: Type.Optional(Type.String({ description: 'In the words of the person who decided' })),
  code: Type.Optional(Type.Enum(SYSTEM_REASON_CODES, { description: 'Why the system did it by itself' })),
  text: Type.Optional(BilingualView),
};
