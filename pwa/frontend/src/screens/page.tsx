import type { Around } from "../contents";
import type { Block, PageLink } from "../data/documents";
import { Blocks } from "../parts/blocks";
import { Part } from "../parts/part";
import { Untranslated } from "../parts/untranslated";

interface Props {
  row: PageLink & { body?: Block[] };
  contents: Around;
  href: string;
}

/** A page of plain content, of an edition or of the site. */
export const PageScreen = (props: Props) => (
  <article class="wide" data-id={props.row.id}>
    <header class="page-head">
      <Part contents={props.contents} row={props.row} field="title" tag="h1" />
    </header>
    <Untranslated {...props} />
    <div class="body">
      <Blocks {...props} />
    </div>
  </article>
);
