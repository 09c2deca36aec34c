import { attributesOf, type Contents, type LanguageAttributes } from "../contents";
import type { Language, Site } from "../data/documents";
import { inDigits } from "../settings";
import { language, languages, t } from "../words";

interface Props {
  contents?: Contents | undefined;
  site?: Site | undefined;
  path: string;
  search: string;
  /** How many things are new behind an address. */
  marks?: Record<string, number> | undefined;
}

/** What stands above every screen: the title, languages, sections. */
export function Masthead({ contents, site, path, search, marks = {} }: Props) {
  const edition = contents?.programme.edition;
  const home = `/${language()}/`;
  const brand = edition ?? site?.home;
  const attributes =
    contents && edition ? contents.attributes(edition, "title") : {};
  const rows: Language[] = edition?.languages ?? languages();
  const below = path.slice(home.length);
  const sections = contents ? sectionsOfEdition(contents) : site ? sectionsOfSite(site) : [];
  const link = ({ tab, href, label, attributes }: Link) => (
    <li key={href}>
      <a class={tab} href={href} aria-current={currentOf(href, path)}>
        <span {...attributes}>{label}</span>
        <Mark count={marks[href]} />
      </a>
    </li>
  );
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
          <ul class="wide">{sections.map(link)}</ul>
        </nav>
      )}
      {contents && (
        <nav class="tabs" aria-label={t("Main")}>
          <ul>{tabsOf(contents.root).map(link)}</ul>
        </nav>
      )}
    </>
  );
}

function Mark({ count }: { count: number | undefined }) {
  if (!count) return null;
  return (
    <span class="mark" data-app>
      {inDigits(count)}
      <span class="unseen"> {t("new")}</span>
    </span>
  );
}

/** What people open again and again, at the thumb; the names are those of their pictures. */
const tabsOf = (root: string): Link[] => [
  { tab: "tab-programme", href: `${root}programme/`, label: t("Programme") },
  { tab: "tab-now", href: `${root}now/`, label: t("Now") },
  { tab: "tab-agenda", href: `${root}my-agenda/`, label: t("My agenda") },
  { tab: "tab-search", href: `${root}search/`, label: t("Search") },
  { tab: "tab-settings", href: `${root}settings/`, label: t("Settings") },
];

interface Link {
  /** Class of a tab. */
  tab?: string;
  href: string;
  label: string;
  attributes?: LanguageAttributes;
}

function sectionsOfEdition(contents: Contents): Link[] {
  const { root, programme } = contents;
  const sections: Link[] = [
    { href: root, label: t("Overview") },
    { href: `${root}speakers/`, label: t("Speakers") },
    { href: `${root}announcements/`, label: t("Announcements") },
    ...programme.pages.map((page) => ({
      href: contents.pageHref(page),
      label: page.title,
      attributes: contents.attributes(page, "title"),
    })),
  ];
  const isOpen = programme.edition.state === "open";
  return isOpen ? [...sections, { href: `${root}register/`, label: t("Register") }] : sections;
}

function sectionsOfSite(site: Site): Link[] {
  return site.pages.map((page) => ({
    href: `/${site.language}/${page.slug}/`,
    label: page.title,
    attributes: attributesOf(site, page, "title"),
  }));
}

function currentOf(href: string, path: string) {
  if (path === href) return "page";
  return href.split("/").length > 4 && path.startsWith(href) ? "true" : undefined;
}
