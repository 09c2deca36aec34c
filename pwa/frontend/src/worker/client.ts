/** The page's side of the service worker. */

import type { Details } from "../data/documents";
import { policy } from "../parts/html";
import { language } from "../words";

let registration: ServiceWorkerRegistration | undefined;

/** Register the worker; `offer` is called when a new version waits, with what lets it take over. */
export async function register(offer: (takeOver: () => void) => void) {
  if (!("serviceWorker" in navigator)) return;
  try {
    registration = await navigator.serviceWorker.register(policy.createScriptURL("/sw.js"), {
      updateViaCache: "none",
    });
  } catch {
    return; // no network for a new one, or refused by the browser: pages come from the server
  }
  const found = registration;
  const check = () => found.active && found.waiting && offer(() => takeOver(found.waiting));
  found.addEventListener("updatefound", () =>
    found.installing?.addEventListener("statechange", check),
  );
  check();
  void tell({ keep: language() });
}

function takeOver(waiting: ServiceWorker | null) {
  if (!waiting) return location.reload();
  waiting.addEventListener("statechange", () => waiting.state === "activated" && location.reload());
  waiting.postMessage({ takeOver: true });
}

/** Look for a new version, which a page that stays open for days would never see. */
export function lookForUpdate() {
  registration?.update().catch(() => undefined);
}

async function tell(message: object) {
  (await navigator.serviceWorker.ready).active?.postMessage(message);
}

/** Have the smallest size of each picture kept, unless the reader saves data. */
export function keepPictures(details: Details) {
  const { connection } = navigator as Navigator & { connection?: { saveData: boolean } };
  if (!registration || connection?.saveData) return;
  const { edition, pages, speakers } = details;
  const found = [
    edition.venue_picture,
    ...[edition, ...pages].flatMap(({ body }) => body?.filter((row) => row.type === "picture")),
    ...speakers.map(({ photo }) => photo),
  ];
  void tell({ pictures: found.flatMap((row) => row?.srcset.split(" ")[0] ?? []) });
}
