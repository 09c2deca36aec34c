import type { ComponentChildren } from "preact";
import { star, starsOf } from "../agenda";
import type { Contents } from "../contents";
import type { Session } from "../data/documents";
import { t } from "../words";

interface Props {
  contents: Contents;
  session: Session;
  children?: ComponentChildren;
}

/** Puts a session into my agenda, and takes it out. */
export function Star({ contents, session, children }: Props) {
  const isStarred = starsOf(contents.programme.edition.slug).has(session.id);
  return (
    <button
      type="button"
      class="star"
      data-app
      aria-pressed={isStarred}
      // The title may run the other way.
      aria-label={`${t("My agenda")}: \u2068${session.title}\u2069`}
      onClick={() => star(contents, [session], !isStarred)}
    >
      {children}
    </button>
  );
}
