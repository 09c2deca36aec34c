/** What the browser calls the app by: manifest, icons, name. Those of the edition that is open. */

import type { Edition } from "./data/documents";
import { language, t } from "./words";

const element = <E extends Element>(selector: string) => document.head.querySelector<E>(selector);

export function applyIdentity(edition?: Edition) {
  const manifest = element<HTMLLinkElement>("[rel=manifest]");
  const name = element<HTMLMetaElement>("[name=apple-mobile-web-app-title]");
  const path = edition ? `/${language()}/${edition.slug}/app` : `/manifest.${language()}`;
  if (manifest) put(manifest, `${path}.webmanifest`);
  if (name) name.content = edition?.discreet ? t("Programme") : (edition?.title ?? "Majlis");
  for (const link of document.head.querySelectorAll<HTMLLinkElement>("[data-plain]")) {
    put(link, link.dataset[edition?.discreet ? "plain" : "usual"]!);
  }
}

/** Browsers fetch again what is set again. */
function put(link: HTMLLinkElement, address: string) {
  if (link.getAttribute("href") !== address) link.href = address;
}
