import { t } from "../words";

/** The way to what most readers come for. */
export const ToProgramme = ({ contents }: { contents: { root: string } }) => (
  <a class="button" href={`${contents.root}programme/`}>
    {t("See the programme")}
  </a>
);
