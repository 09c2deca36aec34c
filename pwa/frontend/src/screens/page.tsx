import { attributesOf } from "../contents";
import type { Block, Head, PageLink } from "../data/documents";
import { Blocks } from "../parts/blocks";
import { Untranslated } from "../parts/untranslated";

interface Props {
  row: PageLink & { body?: Block[] };
  document: Head;
  languageName: (code: string) => string;
  resolve: (html: string) => string;
  below: string;
}

/** A page of plain content, of an edition or of the site. */
export function PageScreen({ row, document, languageName, resolve, below }: Props) {
  return (
    <article class="wide" data-id={row.id}>
      <header class="page-head">
        <h1 {...attributesOf(row, "title", row.title, document)}>{row.title}</h1>
      </header>
      <Untranslated row={row} document={document} languageName={languageName} below={below} />
      <div class="body">
        <Blocks row={row} document={document} resolve={resolve} />
      </div>
    </article>
  );
}
