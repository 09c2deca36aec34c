/** When to ask the server: while someone looks, and at once when they or the network come back. */

const SHORTEST = 30_000;
const JITTER = 15_000;
// Every so many rounds all documents are asked for, not only the one that changes most.
const ALL_EVERY = 10;

/** Calls `refresh` for as long as the page lives; never two at a time. */
export function poll(refresh: (all: boolean) => Promise<unknown>, changed: () => void) {
  let timer = 0;
  let round = 0;

  const ask = async (all: boolean) => {
    clearTimeout(timer);
    if (document.visibilityState === "visible") await refresh(all);
    clearTimeout(timer);
    timer = setTimeout(next, SHORTEST + Math.random() * JITTER);
  };
  const next = () => ask(++round % ALL_EVERY === 0);
  const again = () => {
    if (document.visibilityState === "visible") void ask(true);
  };

  addEventListener("online", again);
  addEventListener("offline", changed);
  addEventListener("pageshow", (event) => event.persisted && again());
  document.addEventListener("visibilitychange", again);
  void ask(true);
}
