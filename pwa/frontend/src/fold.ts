/** Folds spellings that people do not tell apart; the same steps as events/folding.py. */

// Combining marks that are written or left out at will; what is dropped without leaving a gap.
const DROPPED =
  /[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0897-\u089f\u08ca-\u08e1\u08e3-\u08ff\ufe00-\ufe0f'`\u00ad\u02b9-\u02bf\u061c\u0621\u0640\u0674\u200b-\u200f\u2018\u2019\u202a-\u202e\u2060-\u2069\ufeff]/g;
const ONE_SPELLING: Record<string, string> = {
  ا: "ٱٲٳ",
  ه: "ةہۃھەۀۂ",
  ی: "يىۍێېےؠۓ",
  ک: "كڪ",
  و: "ۄۆۇۋ",
  ن: "ں",
  i: "ı",
  o: "ø",
  d: "đð",
  l: "ł",
  ss: "ß",
  ae: "æ",
  oe: "œ",
  th: "þ",
  σ: "ς",
};
const LETTERS = new Map<string, string>();
for (const [folded, letters] of Object.entries(ONE_SPELLING)) {
  for (const letter of letters) LETTERS.set(letter, folded);
}
for (const zero of [0x660, 0x6f0]) {
  for (let digit = 0; digit < 10; digit++) LETTERS.set(String.fromCharCode(zero + digit), `${digit}`);
}
const OTHER_LETTERS = new RegExp(`[${[...LETTERS.keys()].join("")}]`, "g");

/** Text in the one spelling that searches compare, its words separated by single spaces. */
export function fold(text: string) {
  return text
    .replace(/´/g, "'") // which would become a space with an accent
    .normalize("NFKD")
    .toLowerCase()
    .replace(DROPPED, "")
    .replace(OTHER_LETTERS, (letter) => LETTERS.get(letter)!)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();
}

/** Words to look for; at least one, which may be empty. */
export const wordsOf = (query: string) => fold(query).split(" ");

/** Whether each word stands somewhere in one of several texts; all are folded before. */
export const hasAll = (words: string[], ...texts: string[]) =>
  words.every((word) => texts.some((text) => text.includes(word)));

/** Whether each word of the query stands somewhere in a text that was folded before. */
export const matches = (query: string, folded: string) => hasAll(wordsOf(query), folded);
