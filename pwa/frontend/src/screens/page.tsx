import { attributesOf } from "../contents";
import type { Block, Head, PageLink } from "../data/documents";
import { Blocks } from "../parts/blocks";
import { Untranslated } from "../parts/untranslated";

interface Props {
  row: PageLink & { body?: Block[] };
  document: Head;
  resolve: (html: string) => string;
  href: string;
}

/** A page of plain content, of an edition or of the site. */
export function PageScreen({ row, document, resolve, href }: Props) {
  return (
    <article class="wide" data-id={row.id}>
      <header class="page-head">
        <h1 {...attributesOf(document, row, "title")}>{row.title}</h1>
      </header>
      <Untranslated row={row} document={document} href={href} />
      <div class="body">
        <Blocks row={row} document={document} resolve={resolve} />
      </div>
    </article>
  );
}
