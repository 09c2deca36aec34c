import type { Edition } from "../data/documents";
import { t } from "../words";

/** What holds for the edition as a whole. */
export const EditionNotices = ({ edition }: { edition: Edition }) => (
  <>
    {edition.sample && notice("notice notice-sample", t("Sample"), t("Nothing here is real."))}
    {edition.state === "archived" && notice("notice", t("Archived"), t("This edition is over."))}
  </>
);

const notice = (kind: string, word: string, text: string) => (
  <div class="wide">
    <p class={kind}>
      <strong>{word}</strong> {text}
    </p>
  </div>
);
