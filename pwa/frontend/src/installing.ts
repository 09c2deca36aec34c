/** The browser's one offer to install the app, which must be heard from the start. */

import { remember } from "./data/mine";

interface InstallPrompt extends Event {
  prompt(): Promise<unknown>;
}

/** Remembered once the reader needs no invitation any more. */
export const DECLINED = "declined";

let offered: InstallPrompt | undefined;

/** Lets the browser ask the reader; undefined where it cannot. */
export const installer = () => offered && (() => void offered!.prompt());

export function watchInstalling(changed: () => void) {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault(); // no banner of the browser's own
    offered = event as InstallPrompt;
    changed();
  });
  addEventListener("appinstalled", () => {
    offered = undefined;
    remember(DECLINED, true);
  });
}
