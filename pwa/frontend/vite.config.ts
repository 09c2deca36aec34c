import { defineConfig, type Plugin } from "vite";
import { numbering } from "./numbering.ts";

// Without it a dynamic import stays one: the helper that looks for stylesheets to preload, of which
// there are none, would be half a kilobyte of the first script.
const withoutPreloading: Plugin = {
  name: "without-preloading",
  configResolved({ plugins }) {
    const place = plugins.findIndex(({ name }) => name === "native:import-analysis-build");
    if (place < 0) throw new Error("Vite preloads in another way: look again.");
    (plugins as Plugin[]).splice(place, 1);
  },
};

// Calls of h() are shorter than those of the newer runtime, which have to name the children.
const withH: Plugin = {
  name: "with-h",
  enforce: "pre",
  transform: {
    filter: { id: /\.tsx$/ },
    handler: (code) => `import { h, Fragment } from "preact";${code}`,
  },
};

const INPUTS: Record<string, string> = {
  app: "src/main.tsx",
  preview: "src/preview.tsx",
  worker: "src/worker/sw.ts",
};
const MANIFESTS: Record<string, string> = { app: "manifest.json", preview: "preview.json" };

// Names carry their own hashes, since the scripts name each other; pwa/built.py reads the list.
export default defineConfig(({ mode }) => ({
  plugins: [withoutPreloading, numbering(), withH],
  oxc: { jsx: { runtime: "classic", pragma: "h", pragmaFrag: "Fragment" } },
  build: {
    target: "es2022",
    // Terser writes shorter, Rolldown finds shorter names: 1.4 % less than Vite's own.
    minify: "terser",
    terserOptions: { module: true, ecma: 2020, mangle: false, compress: { passes: 3 } },
    outDir: "../dist",
    emptyOutDir: mode === "app",
    reportCompressedSize: false,
    modulePreload: false,
    manifest: MANIFESTS[mode] ?? false,
    rolldownOptions: {
      checks: { pluginTimings: false },
      input: INPUTS[mode]!,
      output: {
        minify: true,
        ...(mode === "worker"
          ? { format: "iife", entryFileNames: "sw.js", codeSplitting: false }
          : { format: "es", entryFileNames: "[name]-[hash].js", chunkFileNames: "[name]-[hash].js" }),
        ...(mode === "preview" && { codeSplitting: false }),
      },
    },
  },
}));
