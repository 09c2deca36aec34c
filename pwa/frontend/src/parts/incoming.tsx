import { star, starsOf } from "../agenda";
import type { Contents } from "../contents";
import { idsIn } from "../looking";
import { focusMain } from "../page";
import { t } from "../words";
import { Section } from "./section";

interface Props {
  contents: Contents;
}

/** What the link that was opened would add to my agenda; only the reader's yes adds it. */
export function Incoming({ contents }: Props) {
  const ids = idsIn(location.hash);
  if (!ids) return null;
  const starred = starsOf(contents.programme.edition.slug);
  const known = ids.flatMap((id) => contents.sessions.get(id) ?? []);
  const added = known.filter(({ id }) => !starred.has(id));
  const held = known.length - added.length;
  // Numbers are said after a colon, which spares all languages their plurals.
  const unknown = ids.length - known.length;
  return (
    <Section id="incoming" title={t("From another device")} class="callout incoming">
      {!ids.length && <p>{t("This link is damaged. Your agenda stays as it is.")}</p>}
      {added.length > 0 && <p>{t("To be added: %(count)s", { count: added.length })}</p>}
      <ul>
        {added.map((row) => (
          <li key={row.id}>
            <bdi {...contents.attributes(row, "title")}>{row.title}</bdi>
          </li>
        ))}
      </ul>
      {held > 0 && <p>{t("In your agenda already: %(count)s", { count: held })}</p>}
      {unknown > 0 && <p>{t("Not in this programme: %(count)s", { count: unknown })}</p>}
      <p class="actions">
        {added.length > 0 && (
          <button type="button" onClick={() => end(() => star(contents, added, true))}>
            {t("Add to my agenda")}
          </button>
        )}
        <button type="button" class="plain" onClick={() => end()}>
          {added.length ? t("Not now") : t("Close")}
        </button>
      </p>
    </Section>
  );
}

/** Take the fragment out of the address, where neither history nor a glance should find it. */
function end(act?: () => void) {
  history.replaceState(history.state, "", location.pathname + location.search);
  focusMain();
  act?.();
  dispatchEvent(new PopStateEvent("popstate"));
}
