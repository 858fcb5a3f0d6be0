// What this visit left behind, counted in this browser at this moment.

const lengthOf = async (list) => {
  try {
    return (await list()).length;
  } catch {
    return 0; // a browser that refuses to keep such things keeps none
  }
};

const cookies = () => document.cookie.split(";").filter(Boolean).length;

const storage = async () => {
  const kinds = [
    () => localStorage,
    () => sessionStorage,
    () => indexedDB.databases(),
    () => caches.keys(),
  ];
  const counts = await Promise.all(kinds.map(lengthOf));
  return counts.reduce((sum, count) => sum + count, 0);
};

const thirdParties = () => {
  const origins = performance
    .getEntriesByType("resource")
    .map(({ name }) => new URL(name).origin)
    .filter((origin) => origin !== location.origin);
  return new Set(origins).size;
};

const traces = { cookies, storage, "third-parties": thirdParties };

const count = () => {
  for (const place of document.querySelectorAll("[data-trace]")) {
    Promise.resolve(traces[place.dataset.trace]?.()).then((number) => {
      if (number !== undefined) place.textContent = number;
    });
  }
};

addEventListener("load", count);
addEventListener("click", count); // quiet browsing, switched here, is itself a trace
