import { type Contents, eachParagraphByItself } from "../contents";
import type { Words } from "../data/documents";
import { Prose } from "./html";

interface Props<T> {
  contents: Contents;
  row: T;
  /** Name of a field of rich text; nothing is shown where it is empty. */
  field: keyof T & string;
  large?: boolean;
}

/** A rich text of an edition. */
export function Rich<T extends Words>({ contents, row, field, large }: Props<T>) {
  const html = row[field] as string | undefined;
  if (!html) return null;
  const resolved = contents.resolve(html);
  return (
    <Prose
      large={large}
      html={row.todo?.includes(field) ? eachParagraphByItself(resolved) : resolved}
      attributes={contents.attributes(row, field)}
    />
  );
}
