/** Registration: a script of its own, for who comes. Loaded while registration is open. */

import type { Contents } from "../contents";
import { read } from "../data/db";
import { routeOf } from "../routes";
import type { Shown, Visit } from "../screens";
import { addTexts, language, languageCodes, registrationWords, t } from "../words";
import { fetchWords } from "./asking";
import { freshForm, keptForm } from "./document";
import { wishOf } from "./form";
import { MineScreen } from "./mine";
import { entrust, flush, freshRequest } from "./outbox";
import { RegisterScreen } from "./register";
import * as safe from "./safe";

let beginning: Promise<void> | undefined;

/** Have words, styles and a place to keep things; rejects where one of them is missing. */
export function begin() {
  beginning ??= load();
  beginning.catch(() => (beginning = undefined));
  return beginning;
}

async function load() {
  if (!(await safe.isUsable())) throw new Error("nothing can be kept");
  const { texts, styles } = await fetchWords(registrationWords());
  addTexts(texts);
  await addStyles(styles);
  void keepStarted();
}

/** Beside those of the site; where they fail, the screens are plain and work. */
const addStyles = (href: string) =>
  new Promise<unknown>((resolve) => {
    const link = document.createElement("link");
    Object.assign(link, { rel: "stylesheet", href, onload: resolve, onerror: resolve });
    document.head.append(link);
  });

/** What goes on in the background, for as long as the page lives. */
async function keepStarted() {
  const { edition } = routeOf(location.pathname, languageCodes()) ?? {};
  navigator.serviceWorker?.ready
    .then(({ active }) => active?.postMessage({ kit: language() }))
    .catch(() => undefined);
  await safe.removeOld(new Date().toISOString().slice(0, 10)).catch(() => undefined);
  const again = () => {
    if (document.visibilityState === "visible") void flush(true);
  };
  if (edition) addEventListener("submit", (event) => void adopt(event, edition));
  addEventListener("online", again);
  addEventListener("pageshow", again);
  document.addEventListener("visibilitychange", again);
  again();
  const scope = { edition: edition ?? "", language: language() };
  const programme = await read(scope, "programme");
  if (programme?.body.edition.state === "open") await freshForm(scope.edition);
}

/** What was written into the server's form is kept when the network went meanwhile. */
async function adopt(event: SubmitEvent, edition: string) {
  const element = event.target as HTMLFormElement;
  if (navigator.onLine || !element.matches('[method=post][action$="/register/"]')) return;
  event.preventDefault();
  const form = await keptForm(edition);
  if (!form) return;
  const key = `${new FormData(element).get("key")}`;
  await entrust(edition, freshRequest(wishOf(element, form), key, form));
  location.reload(); // the worker answers with the app, which says where it is
}

/** The screen for a visit; undefined for screens of other scripts. */
export function ofEdition({ route, number }: Visit, contents: Contents): Shown | undefined {
  switch (route.screen) {
    case "register":
      return { screen: <RegisterScreen key={number} contents={contents} />, title: t("Ask for a seat") };
    case "registration":
      return { screen: <MineScreen key={number} contents={contents} />, title: t("My registration") };
    default:
      return undefined;
  }
}
