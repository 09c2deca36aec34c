import { accompany, draw } from "./app";
import { applySettings } from "./settings";
import { useCatalogue } from "./words";

const dataIn = (id: string) => document.getElementById(id)?.textContent;

async function show(...given: Parameters<typeof import("./preview").preview>) {
  await (await import("./preview")).preview(...given);
}

const catalogue = dataIn("catalogue");
if (catalogue) {
  useCatalogue(catalogue);
  applySettings();
  const unsaved = dataIn("preview");
  if (unsaved) void show(JSON.parse(unsaved));
  else if (document.getElementById("shell")) void draw();
  else void accompany(document.body.dataset.edition ?? "");
}

// Where the app sent the reader to the server, the address says so: nobody should keep that.
if (new URLSearchParams(location.search).has("network")) {
  const url = new URL(location.href);
  url.searchParams.delete("network");
  history.replaceState(history.state, "", url);
}
