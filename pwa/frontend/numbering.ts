/**
 * Names the interface's texts by numbers in the scripts. What is at which number stands beside them
 * in words.json, from which pwa/catalogue.py makes the list in the reader's language. Texts that only
 * the script of registration has come last, in a list that is loaded with it.
 */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync, type Plugin, Visitor } from "vite";

type Text = Partial<Record<"context" | "text" | "plural", string>>;

interface Call {
  /** Where its texts stand in the source. */
  start: number;
  end: number;
  text: Text;
}

// Functions of src/words.ts, and which of their arguments are texts.
const FUNCTIONS: Record<string, { from: number; parts: (keyof Text)[] }> = {
  t: { from: 0, parts: ["text"] },
  pt: { from: 0, parts: ["context", "text"] },
  tn: { from: 1, parts: ["text", "plural"] },
};

const LATER = /[/\\]registration[/\\]/;

export function numbering(): Plugin {
  let folder = "";
  let first = 0;
  const numbers = new Map<string, number>();
  const keyOf = ({ text }: Call) => JSON.stringify(text);
  return {
    name: "numbering",
    enforce: "pre",
    configResolved({ root }) {
      folder = join(root, "src");
    },
    buildStart() {
      // All of them before the first is needed: sorted, so that each build counts the same.
      const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
      const paths = names.map((name) => join(folder, name)).filter((path) => /\.tsx?$/.test(path));
      const count = (path: string) => {
        for (const call of callsIn(readFileSync(path, "utf8"), path)) {
          if (!numbers.has(keyOf(call))) numbers.set(keyOf(call), numbers.size);
        }
      };
      paths.filter((path) => !LATER.test(path)).forEach(count);
      first = numbers.size;
      paths.filter((path) => LATER.test(path)).forEach(count);
    },
    transform: {
      filter: { id: /\/src\/.*\.tsx?$/ },
      handler(code, path) {
        let changed = code;
        for (const call of callsIn(code, path).reverse()) {
          changed = `${changed.slice(0, call.start)}${numbers.get(keyOf(call))}${changed.slice(call.end)}`;
        }
        return changed;
      },
    },
    generateBundle() {
      const texts = [...numbers.keys()];
      const emit = (fileName: string, rows: string[]) =>
        this.emitFile({ type: "asset", fileName, source: `[${rows.join(",\n")}]\n` });
      emit("words.json", texts.slice(0, first));
      emit("words-registration.json", texts.slice(first));
    },
  };
}

/** Calls of the functions above, in their order; throws where a text is not written out. */
function callsIn(code: string, path: string) {
  const calls: Call[] = [];
  const visitor = new Visitor({
    CallExpression({ start, end, callee, arguments: given }) {
      const asked = callee.type === "Identifier" && FUNCTIONS[callee.name];
      if (!asked) return;
      const { from, parts } = asked;
      const text: Text = {};
      parts.forEach((part, index) => {
        const value = given[from + index];
        if (value?.type !== "Literal" || typeof value.value !== "string") {
          throw new Error(`${path}: ${code.slice(start, end)} does not write its text out.`);
        }
        text[part] = value.value;
      });
      calls.push({ start: given[from]!.start, end: given[from + parts.length - 1]!.end, text });
    },
  });
  visitor.visit(parseSync(path, code).program);
  return calls.sort((a, b) => a.start - b.start);
}
