import { defineConfig } from "vite";

// Plain names: Django's static files storage adds the hashes.
export default defineConfig(({ mode }) => ({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: "es2022",
    outDir: "../dist",
    emptyOutDir: mode === "app",
    reportCompressedSize: false,
    modulePreload: false,
    rolldownOptions: {
      input: mode === "worker" ? "src/worker/sw.ts" : "src/main.tsx",
      output: {
        format: mode === "worker" ? "iife" : "es",
        entryFileNames: mode === "worker" ? "sw.js" : "main.js",
        codeSplitting: false,
      },
    },
  },
}));
