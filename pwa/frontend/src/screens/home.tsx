import { attributesOf } from "../contents";
import type { EditionSummary, Site } from "../data/documents";
import { editionStateWords } from "../labels";
import { Prose } from "../parts/html";
import { Untranslated } from "../parts/untranslated";
import { capitalised, languageName, t } from "../words";

export function HomeScreen({ site }: { site: Site }) {
  const { home, editions } = site;
  return (
    <div class="wide">
      <header class="hero">
        <h1 {...attributesOf(home, "title", home.title, site)}>{home.title}</h1>
        {home.introduction && (
          <Prose
            large
            html={home.introduction}
            attributes={attributesOf(home, "introduction", home.introduction, site)}
          />
        )}
      </header>
      <Untranslated row={home} document={site} languageName={languageName} below="" />
      <section aria-labelledby="editions">
        <h2 id="editions">{t("Editions")}</h2>
        {editions.length ? (
          <ul class="editions">
            {editions.map((row, index) => (
              <OneEdition key={row.id} site={site} row={row} isNewest={index === 0} />
            ))}
          </ul>
        ) : (
          <p class="empty">{t("No edition has been announced yet.")}</p>
        )}
      </section>
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
            <bdi {...attributesOf(row, "place", row.place, site)}>{row.place}</bdi>
          </>
        )}
      </p>
      <h3>
        <a
          href={`/${site.language}/${row.slug}/`}
          {...attributesOf(row, "title", row.title, site)}
        >
          {row.title}
        </a>
      </h3>
      {row.tagline && <p {...attributesOf(row, "tagline", row.tagline, site)}>{row.tagline}</p>}
      <ul class="facts">
        <li>{capitalised(editionStateWords(row.state))}</li>
        {row.sample && <li>{t("sample: nothing in it is real")}</li>}
      </ul>
    </li>
  );
}
