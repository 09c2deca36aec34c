import { attributesOf, type Contents, type LanguageAttributes } from "../contents";
import type { Language, Site } from "../data/documents";
import { language, languages, t } from "../words";

interface Props {
  contents?: Contents | undefined;
  site?: Site | undefined;
  path: string;
  search: string;
}

/** What stands above every screen: the title, languages, sections. */
export function Masthead({ contents, site, path, search }: Props) {
  const edition = contents?.programme.edition;
  const home = `/${language()}/`;
  const brand = edition ?? site?.home;
  const attributes =
    contents && edition ? contents.attributes(edition, "title", edition.title) : {};
  const rows: Language[] = edition?.languages ?? languages();
  const below = path.slice(home.length);
  const sections = contents ? sectionsOfEdition(contents) : site ? sectionsOfSite(site) : [];
  return (
    <>
      <div class="wide masthead-top">
        <a class="brand" href={contents?.root ?? home}>
          <span class="brand-star" aria-hidden="true" />
          <span {...attributes}>{brand?.title ?? "Majlis"}</span>
        </a>
        <nav class="languages" aria-label={t("Language")}>
          <ul>
            {rows.map((row) => (
              <li key={row.code}>
                <a
                  href={`/${row.code}/${below}${search}`}
                  lang={row.code}
                  dir={row.dir}
                  hreflang={row.code}
                  aria-current={row.code === language() ? "true" : undefined}
                >
                  {row.name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
      {sections.length > 0 && (
        <nav class="sections" aria-label={t("Sections")}>
          <ul class="wide">
            {sections.map((row) => (
              <li key={row.href}>
                <a href={row.href} aria-current={currentOf(row.href, path)}>
                  <span {...row.attributes}>{row.label}</span>
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </>
  );
}

interface Section {
  href: string;
  label: string;
  attributes?: LanguageAttributes;
}

function sectionsOfEdition(contents: Contents): Section[] {
  const { root, programme } = contents;
  const sections: Section[] = [
    { href: `${root}programme/`, label: t("Programme") },
    { href: `${root}speakers/`, label: t("Speakers") },
    { href: `${root}announcements/`, label: t("Announcements") },
    ...programme.pages.map((page) => ({
      href: contents.pageHref(page),
      label: page.title,
      attributes: contents.attributes(page, "title", page.title),
    })),
  ];
  const isOpen = programme.edition.state === "open";
  return isOpen ? [...sections, { href: `${root}register/`, label: t("Register") }] : sections;
}

function sectionsOfSite(site: Site): Section[] {
  return site.pages.map((page) => ({
    href: `/${site.language}/${page.slug}/`,
    label: page.title,
    attributes: attributesOf(page, "title", page.title, site),
  }));
}

function currentOf(href: string, path: string) {
  if (path === href) return "page";
  return href.split("/").length > 4 && path.startsWith(href) ? "true" : undefined;
}
