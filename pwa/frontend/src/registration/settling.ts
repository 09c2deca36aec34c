/** What becomes of a request for a seat after each answer. */

import type { Answer } from "./asking";

export interface Wish {
  language: string;
  name: string;
  email: string;
  pool?: string;
  is_sure: boolean;
  consent: boolean;
  answers: Record<string, unknown>;
}

export type Errors = Record<string, string[] | undefined>;

export interface Request {
  /**
   * waiting: not sent yet, as far as this device knows; received: the server said so, and only that
   * is kept; refused: the server does not take it as it is; closed: nor anything else now.
   */
  state: "waiting" | "received" | "refused" | "closed";
  /** Made when the form was opened: sent again with it, it is the same request. */
  key: string;
  /** Where to get a challenge, if the edition wants one solved. */
  work: string | null;
  /** Until when it may stay on this device. */
  until: string;
  wish?: Wish;
  /** How often it was tried without an answer. */
  tries: number;
  /** Not before this moment (epoch ms). */
  due: number;
  /** Whether the server asked to wait. */
  isToWait?: boolean;
  message?: string;
  errors?: Errors;
}

const SHORTEST = 2000;
const LONGEST = 5 * 60_000;

/** How long to wait after so many attempts without an answer (ms). */
export const backOff = (tries: number) => Math.min(LONGEST, SHORTEST * 2 ** Math.min(tries, 10));

/** What has become of a request after an answer; `now` is epoch ms. */
export function settled(request: Request, answer: Answer, now: number): Request {
  const { isToWait: _1, message: _2, errors: _3, ...rest } = request;
  const { status, body, wait } = answer;
  if (status === 202) return { ...rest, state: "received", wish: undefined };
  const message = `${body.message ?? ""}`;
  if (status === 429) return { ...rest, due: now + (wait || 60) * 1000, isToWait: true };
  if (status === 409 && body.code === "not_open") return { ...rest, state: "closed", message };
  const isFinal = status >= 400 && status < 500 && ![401, 408, 409, 425].includes(status);
  if (isFinal && body.code) {
    return { ...rest, state: "refused", message, errors: (body.errors ?? {}) as Errors };
  }
  const due = now + Math.max(backOff(request.tries), wait * 1000);
  return { ...rest, tries: request.tries + 1, due };
}
