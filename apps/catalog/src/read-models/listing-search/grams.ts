/** Grams narrow a search in the store; the finder of `kernel/names` decides. All of it is literal. */

/** Every single character and every pair of neighbours, once. */
export function gramsOf(text: string): readonly string[] {
  const characters = [...text];
  return [...new Set([...characters, ...characters.slice(1).map((character, i) => `${characters[i]}${character}`)])];
}

/** The pairs a text must contain to contain this word; the word itself when it is one character. */
export function neededGrams(word: string): readonly string[] {
  const characters = [...word];
  if (characters.length < 2) return characters;
  return [...new Set(characters.slice(1).map((character, i) => `${characters[i]}${character}`))];
}
