/** What the reader did on this device: stars, settings, what they have read. Never sent anywhere. */

// Small, needed before the first paint, and the same in all tabs: no database could do better.
const PREFIX = "majlis.";
// Where storage is refused, it lasts as long as the page.
const fallback = new Map<string, unknown>();
let storage = () => localStorage;
const listeners = new Set<(key: string) => void>();

/** What was remembered under a key. */
export function recall<T>(key: string): T | undefined {
  if (fallback.has(key)) return fallback.get(key) as T; // a full storage still has the old value
  try {
    const text = storage().getItem(PREFIX + key);
    if (text !== null) return JSON.parse(text) as T;
  } catch {
    // Refused, or written by somebody else: as if there were nothing.
  }
  return undefined;
}

/** Remember a value, or forget it if undefined; false if it will not outlast the page. */
export function remember(key: string, value: unknown) {
  let isKept = true;
  fallback.delete(key);
  try {
    if (value === undefined) storage().removeItem(PREFIX + key);
    else storage().setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    isKept = false;
    if (value !== undefined) fallback.set(key, value);
  }
  tell(key);
  return isKept;
}

/** Whether something that the reader starred or set will be lost with the page. */
export const isRefused = () => [...fallback.keys()].some((key) => /^(stars|settings)/.test(key));

/** From now on neither read nor change what the device keeps: in previews, after forgetting. */
export function keepNothing() {
  storage = () => {
    throw new Error("sealed");
  };
  tell("");
}

/** Forget all that was remembered; from now on nothing outlasts this page. */
export function forgetMine() {
  fallback.clear();
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX)) localStorage.removeItem(key);
    }
  } catch {
    // Where storage is refused, nothing was kept.
  }
  keepNothing();
}

/** Be told of each change, here or in another tab; with "" when everything was forgotten. */
export function onChange(listener: (key: string) => void) {
  listeners.add(listener);
}

function tell(key: string) {
  for (const listener of listeners) listener(key);
}

globalThis.addEventListener?.("storage", ({ key }) => {
  if (key === null) tell("");
  else if (key.startsWith(PREFIX)) tell(key.slice(PREFIX.length));
});
