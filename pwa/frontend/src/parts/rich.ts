import { type Contents, eachParagraphByItself } from "../contents";
import type { Words } from "../data/documents";

/** A field of rich text, ready to be shown. */
export function rich(contents: Contents, row: Words, field: string, html: string) {
  const resolved = contents.resolve(html);
  return row.todo?.includes(field) ? eachParagraphByItself(resolved) : resolved;
}
