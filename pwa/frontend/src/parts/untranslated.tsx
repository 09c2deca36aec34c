import type { Around } from "../contents";
import type { Words } from "../data/documents";
import { inDigits } from "../settings";
import { languageName, t } from "../words";

interface Props {
  row: Words;
  contents: Around;
  /** Address of what it is in. */
  href: string;
}

/** Tells a reader that words are not in their language, or older than the original. */
export function Untranslated({ row, contents: { programme: document }, href }: Props) {
  const { lang, todo, changed_date: date } = row;
  if (!lang && !todo && !date) return null;
  const code = lang ?? row.source ?? document.source;
  const names = { name: languageName(code), wanted: languageName(document.language) };
  return (
    <p class="notice notice-language">
      {lang
        ? t("In %(name)s: not yet translated into %(wanted)s.", names)
        : todo && t("Partly in %(name)s: not all of it is translated into %(wanted)s yet.", names)}{" "}
      {date &&
        t("The original was changed on %(date)s; this translation does not follow it in all parts yet.", {
          date: inDigits(date),
        })}{" "}
      <a href={`/${code}${href.slice(document.language.length + 1)}`} hreflang={code}>
        {t("Read in the original")}
      </a>
    </p>
  );
}
