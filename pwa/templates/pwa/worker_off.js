// The app was switched off by the operator: what the device holds of it goes, pages come from the server.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("majlis-")).map((name) => caches.delete(name)));
  // Only pages of the worker before this one: a page that is not controlled needs no reload.
  const pages = await self.clients.matchAll({ type: "window" });
  await self.registration.unregister();
  await Promise.all(pages.map((page) => page.navigate(page.url)));
}
