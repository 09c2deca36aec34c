import { useEffect, useState } from "preact/hooks";
import type { FormDocument } from "../data/documents";
import { freshForm, keptForm } from "./document";
import { onSafe } from "./safe";

/** Draws anew when the network comes or goes; true while there may be one. */
export function useOnline() {
  const [isOnline, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const look = () => setOnline(navigator.onLine);
    addEventListener("online", look);
    addEventListener("offline", look);
    return () => {
      removeEventListener("online", look);
      removeEventListener("offline", look);
    };
  }, []);
  return isOnline;
}

/** What a look into the sealed rows gives, looked up again when they change; undefined before. */
export function useSealed<T>(look: () => Promise<T>) {
  const [found, setFound] = useState<{ value: T }>();
  useEffect(() => {
    let isWanted = true;
    const again = () => void look().then((value) => isWanted && setFound({ value }));
    again();
    const stop = onSafe(again);
    return () => {
      isWanted = false;
      stop();
    };
  }, []);
  return found;
}

/** The form's document: what the device has, then what the server has; null if there is none. */
export function useForm(edition: string) {
  const [form, setForm] = useState<FormDocument | null>();
  const isOnline = useOnline();
  useEffect(() => {
    let isWanted = true;
    const take = (found: FormDocument | null | undefined, isLast = false) => {
      if (isWanted && (found || isLast)) setForm((known) => found ?? known ?? null);
    };
    void keptForm(edition)
      .then(take)
      .then(() => freshForm(edition))
      .then((found) => take(found, true));
    return () => {
      isWanted = false;
    };
  }, [edition, isOnline]);
  return form;
}

/** Acts at once, on each return to the page, and every so many ms while it is seen. */
export function useSight(act: () => void, every: number, inputs: unknown[]) {
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === "visible") act();
    };
    look();
    const timer = setInterval(look, every);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, inputs);
}
