// Runs one exported function of a source module on each of the inputs: for tests in Python.
//   echo '[["Çay"]]' | node run.mjs src/fold.ts fold
import { readFileSync } from "node:fs";
import { rolldown } from "rolldown";

const [input, name] = process.argv.slice(2);
const bundle = await rolldown({ input });
const { output } = await bundle.generate({ format: "es" });
const code = Buffer.from(output[0].code).toString("base64");
const module = await import(`data:text/javascript;base64,${code}`);
const calls = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(calls.map((values) => module[name](...values) ?? null)));
