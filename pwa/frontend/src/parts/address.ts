import { useEffect, useState } from "preact/hooks";

// The address follows what is typed, but browsers limit how often it may change.
const DELAY = 400;

/** Says in the address, below `root`, what was chosen: soon, and before a link is followed. */
export function useAddress(root: string) {
  const [state] = useState({ timer: 0, next: "" });
  useEffect(() => () => clearTimeout(state.timer), []);
  const settle = () => {
    clearTimeout(state.timer);
    const { next } = state;
    state.next = "";
    // A field that is taken away while it has the focus reports its change from another screen.
    if (next && location.pathname.startsWith(root)) history.replaceState(history.state, "", next);
  };
  const become = (next: string) => {
    clearTimeout(state.timer);
    state.next = next;
    state.timer = setTimeout(settle, DELAY);
  };
  return { become, settle };
}
