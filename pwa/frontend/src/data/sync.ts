/** Keeps the documents of one edition in one language in step with the server. */

import { tellTabs } from "./channel";
import * as db from "./db";
import type { Documents, Name } from "./documents";
import { ask } from "./fetching";

export type Connection = "unknown" | "current" | "offline" | "unusable";

export interface Outcome {
  /** Names of the documents that are other than before. */
  changed: Name[];
  /** The server says that there is no such edition, or not in this language. */
  isAbsent: boolean;
}

export class Sync {
  documents: Partial<Documents> = {};
  connection: Connection = "unknown";
  /** When the programme (or the site, outside editions) was last known to be current, epoch ms. */
  confirmedAt = 0;

  #etags: Partial<Record<Name, string>> = {};
  #running: Promise<Outcome> | undefined;
  #loadingOthers: Promise<unknown> | undefined;
  readonly #names: Name[];

  constructor(
    readonly edition: string,
    readonly language: string,
  ) {
    this.#names = edition ? ["programme", "details", "site"] : ["site"];
  }

  /** Take what the device holds of the first document, which the first screens are made from. */
  async load() {
    const [name] = this.#names;
    const [confirmedAt] = await Promise.all([
      db.confirmedAt(this.#scope(name!), name!),
      this.#take(name!),
    ]);
    this.confirmedAt = confirmedAt;
  }

  /** Take the others, which can be ten times as long. */
  loadOthers() {
    this.#loadingOthers ??= Promise.all(this.#names.slice(1).map((name) => this.#take(name)));
    return this.#loadingOthers;
  }

  async #take<N extends Name>(name: N) {
    const held = await db.read(this.#scope(name), name);
    if (held) this.#hold(name, held.body, held.etag);
  }

  #hold<N extends Name>(name: N, body: Documents[N], etag: string) {
    this.documents = { ...this.documents, [name]: body };
    this.#etags[name] = etag;
  }

  /** Ask the server; with `all` for every document, else for what changes most often. */
  refresh(all: boolean): Promise<Outcome> {
    this.#running ??= this.#ask(all ? this.#names : this.#names.slice(0, 1)).finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #ask(names: Name[]): Promise<Outcome> {
    await this.loadOthers();
    const outcome: Outcome = { changed: [], isAbsent: false };
    for (const name of names) {
      await this.#askOne(name, outcome);
      // What fails for one would fail for the others, each after its own wait.
      if (this.connection !== "current" || outcome.isAbsent) break;
      if (outcome.changed.includes("programme") && names.length === 1) {
        await this.#askOne("details", outcome);
      }
    }
    if (outcome.changed.length) tellTabs({ stored: this.#scope("programme") });
    return outcome;
  }

  /** Take what another tab has stored; the names of what is other than before. */
  async adopt() {
    const before = { ...this.#etags };
    await Promise.all(this.#names.map((name) => this.#take(name)));
    return this.#names.filter((name) => this.#etags[name] !== before[name]);
  }

  async #askOne<N extends Name>(name: N, outcome: Outcome) {
    const scope = this.#scope(name);
    const answer = await ask(scope, name, this.#etags[name]);
    const now = Date.now();
    if (answer.kind === "failed") {
      this.connection = answer.cause;
      return;
    }
    this.connection = "current";
    if (answer.kind === "absent") outcome.isAbsent ||= name === this.#names[0];
    if (answer.kind === "same") await db.confirm(scope, name, now);
    if (answer.kind === "new") {
      this.#hold(name, answer.body, answer.etag);
      outcome.changed.push(name);
      await db.write(scope, name, { body: answer.body, etag: answer.etag, fetchedAt: now });
    }
    if (name === this.#names[0] && answer.kind !== "absent") this.confirmedAt = now;
  }

  #scope(name: Name): db.Scope {
    return { edition: name === "site" ? "" : this.edition, language: this.language };
  }
}
