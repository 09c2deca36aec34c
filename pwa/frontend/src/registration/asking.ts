/** Asks the server about one person's requests; nothing that it answers is kept by the browser. */

const PATIENCE = 30_000;

export interface Answer {
  /** 0 without an answer. */
  status: number;
  body: Record<string, unknown>;
  /** Seconds that the server wants us to wait; 0 if it does not say. */
  wait: number;
}

const NONE: Answer = { status: 0, body: {}, wait: 0 };

interface Question {
  token?: string;
  key?: string;
  body?: object;
  method?: string;
}

/** Never throws; an answer that is no JSON object counts as none. */
export async function askServer(path: string, { token, key, body, method }: Question = {}) {
  if (!navigator.onLine) return NONE;
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), PATIENCE);
  try {
    const response = await fetch(`/api/v1/${path}`, {
      method: method ?? (body ? "POST" : "GET"),
      headers: {
        Accept: "application/json",
        ...(body && { "Content-Type": "application/json" }),
        ...(key && { "Idempotency-Key": key }),
        ...(token && { Authorization: `Registration ${token}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
      referrerPolicy: "no-referrer",
      signal: controller.signal,
    });
    const found = await response.json();
    return {
      status: response.status,
      body: found ?? {},
      wait: Number(response.headers.get("Retry-After")) || 0,
    } as Answer;
  } catch {
    return NONE;
  } finally {
    clearTimeout(timer);
  }
}

/** The texts and the address of the styles of this script. */
export async function fetchWords(address: string): Promise<{ texts: string[]; styles: string }> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}
