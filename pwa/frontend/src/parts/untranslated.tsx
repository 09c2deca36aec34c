import type { Head, Words } from "../data/documents";
import { t } from "../words";

interface Props {
  row: Words;
  document: Head;
  languageName: (code: string) => string;
  /** Address below the language. */
  below: string;
}

/** Tells a reader that words are not in their language. */
export function Untranslated({ row, document, languageName, below }: Props) {
  const code = row.lang ?? (row.todo ? (row.source ?? document.source) : "");
  if (!code) return null;
  const names = { name: languageName(code), wanted: languageName(document.language) };
  return (
    <p class="notice notice-language">
      {row.lang
        ? t("In %(name)s: not yet translated into %(wanted)s.", names)
        : t("Partly in %(name)s: not all of it is translated into %(wanted)s yet.", names)}{" "}
      <a href={`/${code}/${below}`} hreflang={code}>
        {t("Read in the original")}
      </a>
    </p>
  );
}
