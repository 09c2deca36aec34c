/** Asks the server for documents: the only module that calls fetch. */

import type { Scope } from "./db";
import type { Documents, Name, Programme } from "./documents";

const VERSION = 1;
// Without one byte for this long, a connection is given up; a slow one may take as long as it needs.
const PATIENCE = 15_000;

export type Answer<N extends Name> =
  | { kind: "new"; body: Documents[N]; etag: string }
  | { kind: "same" }
  | { kind: "absent" }
  /** No network, or nothing usable from it: an error, a captive portal's page, half a document. */
  | { kind: "failed"; cause: "offline" | "unusable" };

const addressOf = ({ edition, language }: Scope, name: Name) =>
  name === "site" ? `/api/v1/site/${language}` : `/api/v1/editions/${edition}/${language}/${name}`;

/** One document, if it is another than the one with `etag`. Never throws. */
export async function ask<N extends Name>(
  scope: Scope,
  name: N,
  etag?: string,
): Promise<Answer<N>> {
  // "Online" may be wrong, "offline" is not: no need to try.
  if (!navigator.onLine) return { kind: "failed", cause: "offline" };
  const controller = new AbortController();
  let timer = 0;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => controller.abort(), PATIENCE);
  };
  wait();
  try {
    const response = await fetch(addressOf(scope, name), {
      headers: { Accept: "application/json", ...(etag && { "If-None-Match": etag }) },
      cache: etag ? "no-store" : "no-cache",
      credentials: "omit",
      redirect: "error",
      signal: controller.signal,
    });
    if (response.status === 304) return etag ? { kind: "same" } : unusable;
    if (response.status === 404 && isJson(response)) return { kind: "absent" };
    if (!response.ok || !isJson(response)) return unusable;
    const body = parsed(await text(response, wait), scope, name);
    return body ? { kind: "new", body, etag: response.headers.get("ETag") ?? "" } : unusable;
  } catch {
    return { kind: "failed", cause: "offline" };
  } finally {
    clearTimeout(timer);
  }
}

const unusable = { kind: "failed", cause: "unusable" } as const;

const isJson = (response: Response) =>
  response.headers.get("Content-Type")?.startsWith("application/json") ?? false;

/** The document in a text, if it is whole and the one that was asked for. */
function parsed<N extends Name>(text: string, scope: Scope, name: N): Documents[N] | undefined {
  try {
    const body = JSON.parse(text);
    const isRight =
      body.v === VERSION &&
      body.language === scope.language &&
      (name !== "programme" || (body as Programme).edition.slug === scope.edition);
    return isRight ? body : undefined;
  } catch {
    return undefined;
  }
}

/** The whole text; `heard` is called for each piece of it. */
async function text(response: Response, heard: () => void) {
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  let whole = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return whole + decoder.decode();
    heard();
    whole += decoder.decode(value, { stream: true });
  }
}
