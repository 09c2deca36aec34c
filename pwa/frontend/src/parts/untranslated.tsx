import type { Head, Words } from "../data/documents";
import { languageName, t } from "../words";

interface Props {
  row: Words;
  document: Head;
  /** Address of what it is in. */
  href: string;
}

/** Tells a reader that words are not in their language. */
export function Untranslated({ row, document, href }: Props) {
  const code = row.lang ?? (row.todo ? (row.source ?? document.source) : "");
  if (!code) return null;
  const names = { name: languageName(code), wanted: languageName(document.language) };
  return (
    <p class="notice notice-language">
      {row.lang
        ? t("In %(name)s: not yet translated into %(wanted)s.", names)
        : t("Partly in %(name)s: not all of it is translated into %(wanted)s yet.", names)}{" "}
      <a href={`/${code}${href.slice(document.language.length + 1)}`} hreflang={code}>
        {t("Read in the original")}
      </a>
    </p>
  );
}
