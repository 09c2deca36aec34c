import type { Around } from "../contents";
import type { Words } from "../data/documents";
import { Prose } from "./html";
import { partOf } from "./part";

interface Props<T> {
  contents: Around;
  row: T;
  /** Name of a field of rich text; nothing is shown where it is empty. */
  field: keyof T & string;
  large?: boolean;
}

/** A rich text of an object. */
export function Rich<T extends Words>({ contents, row, field, large }: Props<T>) {
  const html = row[field] as string | undefined;
  if (!html) return null;
  const { mark, attributes } = partOf(contents.programme, row, field);
  return (
    <>
      {mark}
      <Prose large={large} html={contents.resolve(html)} attributes={attributes} />
    </>
  );
}
