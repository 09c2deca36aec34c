import { type Around, attributesOf, type LanguageAttributes } from "../contents";
import type { Block, Words } from "../data/documents";
import { Picture } from "./picture";
import { Prose } from "./html";
import { marked } from "./part";

interface Props {
  row: Words & { body?: Block[] };
  contents: Around;
}

/** The body of a page. */
export function Blocks({ row, contents: { programme, resolve } }: Props) {
  const { source = programme.source } = row;
  let before: string | undefined;
  return (
    <>
      {row.body?.map((block, index) => {
        const { lang, todo } = block;
        // The first of several says it for all.
        const isMarked = !row.lang && (todo || (lang && lang !== before));
        before = lang;
        const whole = attributesOf(programme, { lang: row.lang ?? lang }, "");
        const { mark, attributes } = isMarked
          ? marked(`${row.id}-${index}`, source, whole)
          : { mark: null, attributes: whole };
        // What is inside does not repeat what the block says as a whole.
        const inside = (field: string) =>
          attributesOf(programme, { ...block, lang: undefined, source }, field);
        return (
          <>
            {mark}
            {drawn(block, resolve, attributes, inside)}
          </>
        );
      })}
    </>
  );
}

function drawn(
  block: Block,
  resolve: (html: string) => string,
  attributes: LanguageAttributes,
  inside: (field: string) => LanguageAttributes,
) {
  switch (block.type) {
    case "heading":
      return <h2 {...attributes}>{block.text}</h2>;
    case "callout":
      return (
        <p class="callout" {...attributes}>
          {block.text}
        </p>
      );
    case "paragraph":
      return <Prose html={resolve(block.html)} attributes={attributes} />;
    case "quote":
      return (
        <figure class="quote" {...attributes}>
          <blockquote {...inside("text")}>
            <p>{block.text}</p>
          </blockquote>
          {block.attribution && (
            <figcaption {...inside("attribution")}>{block.attribution}</figcaption>
          )}
        </figure>
      );
    case "picture":
      return (
        <figure class="picture" {...attributes}>
          <Picture picture={block} alt={block.alt} sizes="(min-width: 44rem) 42rem, 100vw" />
          {block.caption && <figcaption {...inside("caption")}>{block.caption}</figcaption>}
        </figure>
      );
    case "question":
      return (
        <details class="question" {...attributes}>
          <summary {...inside("question")}>{block.question}</summary>
          <Prose html={resolve(block.answer)} attributes={inside("answer")} />
        </details>
      );
  }
}
