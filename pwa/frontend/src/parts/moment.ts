import { useEffect, useState } from "preact/hooks";

const STEP = 30_000;

/** Act while the page is seen: at once and on each return; `act` says which timer it started. */
export function useSight(act: (again: () => void) => number, inputs: unknown[]) {
  useEffect(() => {
    let timer = 0;
    const look = () => {
      clearTimeout(timer);
      if (document.visibilityState === "visible") timer = act(look);
    };
    look();
    document.addEventListener("visibilitychange", look);
    addEventListener("pageshow", look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", look);
      removeEventListener("pageshow", look);
    };
  }, inputs);
}

/** The time (epoch ms): drawn anew every half minute while visible, and at once on return. */
export function useMoment() {
  const [moment, setMoment] = useState(Date.now);
  useSight((again) => {
    setMoment(Date.now());
    return setTimeout(again, STEP - (Date.now() % STEP));
  }, []);
  return moment;
}
