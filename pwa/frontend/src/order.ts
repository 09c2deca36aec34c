/** The order of folded words, and of moments as text; letters of languages would need a collator. */
export const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
