import { type Around, attributesOf } from "../contents";
import type { EditionSummary, Site } from "../data/documents";
import { Part } from "../parts/part";
import { Rich } from "../parts/rich";
import { Section } from "../parts/section";
import { Untranslated } from "../parts/untranslated";
import { capitalised, label, t } from "../words";

/** What a screen of words needs, of the site. */
export const aroundSite = (site: Site): Around => ({ programme: site, resolve: (html) => html });

export function HomeScreen({ site }: { site: Site }) {
  const { home, editions } = site;
  const contents = aroundSite(site);
  return (
    <div class="wide">
      <header class="hero">
        <Part contents={contents} row={home} field="title" tag="h1" />
        <Rich large contents={contents} row={home} field="introduction" />
      </header>
      <Untranslated row={home} contents={contents} href={`/${site.language}/`} />
      <Section id="editions" title={t("Editions")}>
        {editions.length ? (
          <ul class="editions">
            {editions.map((row, index) => (
              <OneEdition key={row.id} site={site} row={row} isNewest={index === 0} />
            ))}
          </ul>
        ) : (
          <p class="empty">{t("No edition has been announced yet.")}</p>
        )}
      </Section>
    </div>
  );
}

interface OneProps {
  site: Site;
  row: EditionSummary;
  isNewest: boolean;
}

function OneEdition({ site, row, isNewest }: OneProps) {
  return (
    <li class={isNewest ? "edition-card edition-newest" : "edition-card"}>
      <p class="eyebrow">
        <bdi>{row.dates}</bdi>
        {row.place && (
          <>
            {" · "}
            <bdi {...attributesOf(site, row, "place")}>{row.place}</bdi>
          </>
        )}
      </p>
      <h3>
        <a
          href={`/${site.language}/${row.slug}/`}
          {...attributesOf(site, row, "title")}
        >
          {row.title}
        </a>
      </h3>
      {row.tagline && <p {...attributesOf(site, row, "tagline")}>{row.tagline}</p>}
      <ul class="facts">
        <li>{capitalised(label(row.state))}</li>
        {row.sample && <li>{t("sample: nothing in it is real")}</li>}
      </ul>
    </li>
  );
}
