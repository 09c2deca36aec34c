/** What the reader is doing: clicking, typing, waiting. */

import { routeOf } from "./routes";
import { language, languageCodes } from "./words";

/** Where a click leads, if that is a screen in this language and nothing but a plain click. */
export function addressOf(event: MouseEvent) {
  const isPlain = !event.button && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  const link = (event.target as Element).closest<HTMLAnchorElement>("a[href]");
  if (event.defaultPrevented || !isPlain || !link || link.target || link.download) return undefined;
  const url = new URL(link.href);
  if (url.origin !== location.origin || url.hash) return undefined;
  return routeOf(url.pathname, languageCodes())?.language === language() ? url : undefined;
}

/** After what is more urgent; not every engine can tell when that is. */
export function whenIdle(act: () => void) {
  if (typeof requestIdleCallback === "function") requestIdleCallback(act, { timeout: 2000 });
  else setTimeout(act, 200);
}

export function isTyping() {
  return document.activeElement?.matches("input, select, textarea") ?? false;
}
