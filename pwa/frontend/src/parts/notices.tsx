import type { Edition } from "../data/documents";
import { t } from "../words";

/** What holds for the edition as a whole. */
export function EditionNotices({ edition }: { edition: Edition }) {
  return (
    <>
      {edition.sample && (
        <div class="wide">
          <p class="notice notice-sample">
            <strong>{t("Sample")}</strong>{" "}
            {t("Nothing here is real.")}
          </p>
        </div>
      )}
      {edition.state === "archived" && (
        <div class="wide">
          <p class="notice">
            <strong>{t("Archived")}</strong>{" "}
            {t("This edition is over.")}
          </p>
        </div>
      )}
    </>
  );
}
