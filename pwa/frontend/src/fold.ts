/** Folds spellings that people do not tell apart; the same steps as events/folding.py. */

const MARKS =
  /[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08ff]/g;
const SILENT =
  /[\u0621\u0640'`´\u2018\u2019\u02bb-\u02bf\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const ONE_SPELLING: Record<string, string> = {
  ا: "ٱٲٳٵ",
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

/** Text in the one spelling that searches compare, its words separated by single spaces. */
export function fold(text: string) {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(MARKS, "")
    .replace(SILENT, "")
    .replace(/[^\x00-\x7f]/g, (letter) => LETTERS.get(letter) ?? letter)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();
}

/** Whether each word of the query stands somewhere in a text that was folded before. */
export function matches(query: string, folded: string) {
  return fold(query)
    .split(" ")
    .every((word) => folded.includes(word));
}
