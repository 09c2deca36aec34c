import { type Around, attributesOf, type LanguageAttributes } from "../contents";
import type { Head, Words } from "../data/documents";
import { languageName, t } from "../words";

/** A mark before a part that is not translated yet, or not all of it, and attributes that point to it. */
export function marked(identity: string, code: string, attributes: LanguageAttributes) {
  const id = `in-${identity}`;
  const name = languageName(code);
  return {
    mark: (
      <p class="part-language" id={id}>
        {attributes.lang ? t("In %(name)s", { name }) : t("Partly in %(name)s", { name })}
      </p>
    ),
    attributes: { ...attributes, "aria-describedby": id },
  };
}

/** Of an object that is not translated at all the notice says it. */
export function partOf<T extends Words>(document: Head, row: T, field: keyof T & string) {
  const attributes = attributesOf(document, row, field);
  if (row.lang || !row.todo?.includes(field)) return { mark: null, attributes };
  return marked(`${row.id}-${field}`, row.source ?? document.source, attributes);
}

interface Props<T> {
  contents: Around;
  row: T;
  field: keyof T & string;
  tag: "h1" | "p";
  class?: string;
}

/** A text of the object that a page is about; nothing is shown where it is empty. */
export function Part<T extends Words>({ contents, row, field, tag: Tag, ...others }: Props<T>) {
  const { mark, attributes } = partOf(contents.programme, row, field);
  const text = row[field] as string | undefined;
  return text ? (
    <>
      {mark}
      <Tag {...others} {...attributes}>{text}</Tag>
    </>
  ) : null;
}
