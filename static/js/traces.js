// What this visit left behind, counted in this browser at this moment.

const lengthOf = async (list) => {
  try {
    return (await list()).length;
  } catch {
    return 0; // refused
  }
};

const stores = [
  () => localStorage,
  () => sessionStorage,
  () => indexedDB.databases(),
  () => caches.keys(),
];

const traces = {
  cookies: () => document.cookie.split(";").filter(Boolean).length,
  storage: async () =>
    (await Promise.all(stores.map(lengthOf))).reduce((sum, length) => sum + length),
  "third-parties": () => {
    const requests = performance.getEntriesByType("resource");
    const origins = new Set(requests.map(({ name }) => new URL(name).origin));
    origins.delete(location.origin);
    return origins.size;
  },
};

const count = () => {
  for (const item of document.querySelectorAll("[data-trace]")) {
    Promise.resolve(traces[item.dataset.trace]()).then((number) => {
      item.textContent = number;
    });
  }
};

addEventListener("load", count);
addEventListener("click", count); // quiet browsing, switched on here, is itself a trace
