import { accompany, draw } from "./app";
import { dataIn } from "./page";
import { applySettings } from "./settings";
import { useCatalogue } from "./words";

const catalogue = dataIn("catalogue");
if (catalogue) {
  useCatalogue(catalogue);
  applySettings();
  if (document.getElementById("shell")) void draw();
  else void accompany(document.body.dataset.edition ?? "");
}

// Where the app sent the reader to the server, the address says so: nobody should keep that.
if (new URLSearchParams(location.search).has("network")) {
  const url = new URL(location.href);
  url.searchParams.delete("network");
  history.replaceState(history.state, "", url);
}
