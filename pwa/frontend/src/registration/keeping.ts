/** One's own registration on this device, where the person chose to keep it. */

import { type Answer, askServer } from "./asking";
import * as safe from "./safe";

/** As the server tells it: docs/api.md. */
export interface View {
  edition: string;
  state: string;
  words: string;
  next_step: string;
  held_until: string | null;
  place: number | null;
  lot: string;
  reconfirm_until: string | null;
  acts: string[];
  details: { name: string; email: string; language: string };
  deleted_on: string;
}

export interface Mine {
  token: string;
  view: View;
  /** What the door reads. */
  ticket?: string | undefined;
  /** When the server said so (epoch ms). */
  at: number;
  /** The link was renewed, or what it led to was erased. */
  isGone?: boolean;
}

export const mineOf = (edition: string) => safe.recallSealed<Mine>("mine", edition);

export const dropMine = (edition: string) => safe.drop("mine", edition);

/** Ask the server where a registration is, and keep what it says; with `isNew` for the first time. */
export async function refresh(edition: string, token: string, isNew = false) {
  return take(edition, token, await askServer("registration/", { token }), isNew);
}

/** Do one of `acts`, and keep what comes of it. Doing it again changes nothing more. */
export async function act(edition: string, token: string, name: string) {
  const answer = await askServer(`registration/${name}/`, { token, body: {} });
  if (name === "renew" && answer.status === 200) await dropMine(edition);
  else await take(edition, token, answer);
  return answer;
}

async function take(edition: string, token: string, answer: Answer, isNew = false) {
  const known = await mineOf(edition);
  if (answer.status === 401 && answer.body.code === "unknown_link" && known?.token === token) {
    await safe.keep("mine", edition, { ...known, isGone: true }, known.view.deleted_on, false);
  }
  const view = answer.body as unknown as View;
  if (answer.status !== 200 || view.edition !== edition) return answer;
  const isConfirmed = view.state === "confirmed";
  const fresh = isConfirmed ? await askServer("registration/ticket/", { token }) : undefined;
  // Without an answer about it, the ticket that was known is still the best that there is.
  const ticket = fresh?.status === 200 ? `${fresh.body.id}` : isConfirmed ? known?.ticket : undefined;
  const mine: Mine = { token, view, ticket, at: Date.now() };
  await safe.keep("mine", edition, mine, view.deleted_on, isNew);
  return answer;
}
