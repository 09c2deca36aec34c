/** What the tabs of this device tell each other. */

import type { Scope } from "./db";

export type Telling =
  /** Newer documents of this scope are on the device. */
  | { stored: Scope }
  /** The reader had everything removed: nothing may be written back. */
  | { forgotten: true };

const listeners: ((telling: Telling) => void)[] = [];
const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel("majlis") : undefined;

export function tellTabs(telling: Telling) {
  channel?.postMessage(telling);
}

/** Tell this tab, which is not told by itself. */
export function tellHere(telling: Telling) {
  for (const listener of listeners) listener(telling);
}

export function onTold(listener: (telling: Telling) => void) {
  listeners.push(listener);
}

channel?.addEventListener("message", ({ data }) => tellHere(data));
