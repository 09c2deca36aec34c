/**
 * An editor's preview: the app, drawn from words that nobody has saved. It asks and keeps nothing.
 * A program of its own, since what it shares with the scripts of readers would cost them bytes.
 */

import { render } from "preact";
import { Contents } from "./contents";
import type { Documents } from "./data/documents";
import { keepNothing, onChange } from "./data/mine";
import { drawMasthead, drawScreen } from "./drawing";
import { dataIn, focusMain, main, status } from "./page";
import { routeOf, type Screen } from "./routes";
import { prepare, screenFor } from "./screens";
import { applySettings } from "./settings";
import { language, languageCodes, t, useCatalogue } from "./words";

/** What events/web/preview.py puts into the page. */
interface Given extends Partial<Documents> {
  path: string;
}

// They speak of this device, and could wipe what its owner keeps there, or send it.
const OF_THE_DEVICE: Screen[] = ["settings", "register", "registration"];

async function preview(given: Given) {
  keepNothing();
  // Screens keep the address in step with themselves: this one is not theirs.
  history.pushState = history.replaceState = () => undefined;
  await prepare();

  const { programme, details, site } = given;
  const edition = programme && new Contents(programme, details);
  let redraw: (() => unknown) | undefined;
  let number = 0;

  /** Draw what is at an address; false if that is not among the documents. */
  const open = (url: URL) => {
    const route = routeOf(url.pathname, languageCodes());
    if (route?.language !== language() || OF_THE_DEVICE.includes(route.screen)) return false;
    const contents = route.edition === programme?.edition.slug ? edition : undefined;
    const visit = { route, search: url.search, scrolled: 0, number: ++number };
    const draw = () => {
      const shown = screenFor(visit, { contents, site });
      if (!shown) return false;
      if (!redraw) main.replaceChildren();
      redraw = draw;
      drawScreen(shown, { contents });
      drawMasthead({ contents, site }, url);
      return true;
    };
    return draw();
  };

  onChange(() => redraw?.());
  document.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[href]");
    if (!link || link.getAttribute("href")!.startsWith("#")) return;
    event.preventDefault();
    const isHere = open(new URL(link.href));
    render(isHere ? null : <p>{t("This link leads out of the preview.")}</p>, status);
    if (!isHere) return;
    focusMain();
    scrollTo({ top: 0, behavior: "instant" });
  });
  open(new URL(given.path, location.origin));
}

useCatalogue(dataIn("catalogue")!);
applySettings();
void preview(JSON.parse(dataIn("preview")!));
