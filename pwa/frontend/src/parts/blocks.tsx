import { attributesOf, eachParagraphByItself } from "../contents";
import type { Block, Head, Words } from "../data/documents";
import { Picture } from "./picture";
import { Prose } from "./html";

interface Props {
  row: Words & { body?: Block[] };
  document: Head;
  resolve: (html: string) => string;
}

/** The body of a page. */
export function Blocks({ row, document, resolve }: Props) {
  const isPartial = row.todo?.includes("body");
  const rich = (html: string) => (isPartial ? eachParagraphByItself(resolve(html)) : resolve(html));
  return (
    <>
      {(row.body ?? []).map((block, index) => (
        <OneBlock
          key={index}
          block={block}
          rich={rich}
          attributes={attributesOf(document, row, "body", wordsOf(block))}
        />
      ))}
    </>
  );
}

const WORDS = ["text", "html", "attribution", "question", "answer", "caption", "alt"];

/** All words of a block; `plain` can take the markup out of rich texts. */
export function wordsOf(block: Block, plain = (_field: string, value: string) => value) {
  const fields = block as unknown as Record<string, string | undefined>;
  return WORDS.flatMap((field) => (fields[field] ? plain(field, fields[field]) : [])).join(" ");
}

interface OneProps {
  block: Block;
  rich: (html: string) => string;
  attributes: ReturnType<typeof attributesOf>;
}

function OneBlock({ block, rich, attributes }: OneProps) {
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
      return <Prose html={rich(block.html)} attributes={attributes} />;
    case "quote":
      return (
        <figure class="quote" {...attributes}>
          <blockquote>
            <p>{block.text}</p>
          </blockquote>
          {block.attribution && <figcaption>{block.attribution}</figcaption>}
        </figure>
      );
    case "picture":
      return (
        <figure class="picture" {...attributes}>
          <Picture picture={block} alt={block.alt} sizes="(min-width: 44rem) 42rem, 100vw" />
          {block.caption && <figcaption>{block.caption}</figcaption>}
        </figure>
      );
    case "question":
      return (
        <details class="question" {...attributes}>
          <summary>{block.question}</summary>
          <Prose html={rich(block.answer)} />
        </details>
      );
  }
}
