/** Puts a screen and what stands around it into the page. */

import { render } from "preact";
import { changesOf } from "./agenda";
import { unread } from "./data/read";
import { applyIdentity } from "./head";
import { main, masthead } from "./page";
import { Masthead } from "./parts/masthead";
import { EditionNotices } from "./parts/notices";
import type { Shown, Sources } from "./screens";

export function drawScreen({ screen, title }: Shown, { contents }: Sources) {
  const edition = contents?.programme.edition;
  render(
    <>
      {edition && <EditionNotices edition={edition} />}
      {screen}
    </>,
    main,
  );
  applyIdentity(edition);
  document.title = [title, edition?.title].filter(Boolean).join(" · ");
}

let isOurs = false;

/** In the place of the server's. */
export function drawMasthead(
  { contents, site }: Sources,
  { pathname: path, search: query, hash }: URL | Location,
) {
  const marks = contents && {
    [`${contents.root}announcements/`]: unread(contents.programme).length,
    [`${contents.root}my-agenda/`]: changesOf(contents).length,
  };
  // A link that brings sessions brings them in every language.
  const search = query + hash;
  if (!isOurs) masthead.replaceChildren();
  isOurs = true;
  render(<Masthead {...{ contents, site, path, search, marks }} />, masthead);
}
