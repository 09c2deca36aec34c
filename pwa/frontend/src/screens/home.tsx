import { attributesOf } from "../contents";
import type { EditionSummary, Site } from "../data/documents";
import { Prose } from "../parts/html";
import { Section } from "../parts/section";
import { Untranslated } from "../parts/untranslated";
import { capitalised, label, t } from "../words";

export function HomeScreen({ site }: { site: Site }) {
  const { home, editions } = site;
  return (
    <div class="wide">
      <header class="hero">
        <h1 {...attributesOf(site, home, "title")}>{home.title}</h1>
        {home.introduction && (
          <Prose
            large
            html={home.introduction}
            attributes={attributesOf(site, home, "introduction")}
          />
        )}
      </header>
      <Untranslated row={home} document={site} href={`/${site.language}/`} />
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
