import { App } from "./app";
import { useCatalogue } from "./words";

const found = (id: string) => document.getElementById(id);

const catalogue = found("catalogue")?.textContent;
const main = found("main");
const status = found("app-status");
const masthead = document.querySelector<HTMLElement>(".masthead");

if (catalogue && main && status && masthead) {
  useCatalogue(catalogue);
  const app = new App(main, masthead, status);
  if (found("shell")) void app.draw();
  else void app.accompany(document.body.dataset.edition ?? "");
}

// Where the app sent the reader to the server, the address says so: nobody should keep that.
if (new URLSearchParams(location.search).has("network")) {
  const url = new URL(location.href);
  url.searchParams.delete("network");
  history.replaceState(history.state, "", url);
}
