/** Solves challenges of ALTCHA, version 2: a counter whose PBKDF2 begins as the server says. */

import { askServer } from "./asking";

interface Parameters {
  algorithm: string;
  cost: number;
  keyLength: number;
  keyPrefix: string;
  nonce: string;
  salt: string;
}

const MOST = 100_000;

/** The solution of a new challenge from an address of the API, as base64; undefined if none came. */
export async function solve(address: string) {
  const { status, body: challenge } = await askServer(address.replace("/api/v1/", ""));
  if (status !== 200) return undefined;
  const parameters = challenge.parameters as Parameters;
  for (let counter = 0; counter < MOST; counter++) {
    const derivedKey = await derived(parameters, counter);
    if (derivedKey.startsWith(parameters.keyPrefix)) {
      return btoa(JSON.stringify({ challenge, solution: { counter, derivedKey } }));
    }
  }
  return undefined;
}

async function derived({ algorithm, cost, keyLength, nonce, salt }: Parameters, counter: number) {
  const password = bytes(nonce + counter.toString(16).padStart(8, "0"));
  const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: algorithm.split("/")[1]!, salt: bytes(salt), iterations: cost };
  const bits = await crypto.subtle.deriveBits(how, key, keyLength * 8);
  return [...new Uint8Array(bits)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
