/** Countries by name, as this browser knows them; the server has the last word. */

// What CLDR calls territories and no passport names: the same as registration/questions.py.
const NO_COUNTRIES = "AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ";
const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

/** `[two letters, name]` of each. Codes that were given up are left out. */
export function countries(language: string): [string, string][] {
  const names = new Intl.DisplayNames(language, { type: "region", fallback: "none" });
  const codes = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));
  const found = codes.flatMap((code): [string, string][] => {
    const isCurrent = new Intl.Locale(`und-${code}`).region === code;
    const name = isCurrent && !NO_COUNTRIES.includes(code) && names.of(code);
    return name ? [[code, name]] : [];
  });
  const { compare } = new Intl.Collator(language);
  return found.sort((a, b) => compare(a[1], b[1]));
}
