/** The form's document: kept on the device beside the public ones, so that it can be filled offline. */

import { read, write, confirm } from "../data/db";
import type { FormDocument } from "../data/documents";
import { ask } from "../data/fetching";
import { language } from "../words";

const NAME = "registration";

/** What the device has of it. */
export const keptForm = async (edition: string) =>
  (await read({ edition, language: language() }, NAME))?.body;

/** Ask the server; the document if it is another than before, null if there is none. */
export async function freshForm(edition: string): Promise<FormDocument | null | undefined> {
  const scope = { edition, language: language() };
  const held = await read(scope, NAME);
  const answer = await ask(scope, NAME, held?.etag);
  const now = Date.now();
  if (answer.kind === "same") await confirm(scope, NAME, now);
  if (answer.kind === "absent") return null;
  if (answer.kind !== "new") return undefined;
  await write(scope, NAME, { body: answer.body, etag: answer.etag, fetchedAt: now });
  return answer.body;
}
