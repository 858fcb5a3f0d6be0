// Leaving at once, and not coming back by accident.
//
// A classic script, the first in <head>: it runs before there is a body, so a page that
// Back brings up has nothing to show yet, and the exit works once it can be seen.
{
  const root = document.documentElement;
  const flag = "left"; // the neutral address; in this tab only, and only after an exit

  // A browser told to keep nothing throws here: the exit must leave all the same.
  const tab = (work) => {
    try {
      return work(sessionStorage);
    } catch {
      return null;
    }
  };

  // By class for the style sheet, by property in case the sheet is late.
  const replaceBy = (target) => {
    root.classList.add("leaving");
    root.style.display = "none";
    stop();
    location.replace(target);
  };

  const bounce = () => {
    const target = tab((storage) => storage.getItem(flag));
    if (target) replaceBy(target);
    return target;
  };

  // Straight to the target: /exit/ clears storage, and the flag with it. The click is
  // stopped last, so that an exception leaves the plain link working. With a middle
  // button or a key held, a second tab must not open and leave this one standing.
  const leave = (event) => {
    const link = event.target.closest("a[data-target]");
    if (!link || event.button > 1) return;
    const { target } = link.dataset;
    tab((storage) => {
      // A practice run takes nothing away.
      if (new URL(target, location).origin !== location.origin) storage.clear();
      storage.setItem(flag, target);
    });
    document.title = new URL(target, location).host;
    navigator.locks?.request("page", () => {});
    replaceBy(target);
    event.preventDefault();
  };
  addEventListener("click", leave);
  addEventListener("auxclick", leave);

  // A page kept in memory is transparent (not hidden: it keeps its place and focus) until
  // it is known that the visitor has not left.
  addEventListener("pagehide", () => {
    root.style.opacity = "0";
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted && !bounce()) root.style.opacity = "";
  });

  // Firefox gives a page kept in memory the session storage of the day it was left, in
  // which the flag is missing; but it keeps no page that holds a lock. Chromium does, and
  // paints one frame of it before any script runs; but it drops a page whose lock another
  // asks for alone, as leave() does.
  navigator.locks?.request("page", { mode: "shared" }, () => new Promise(() => {}));

  // All but a fresh visit (Back, Forward, reload) stay away while the flag stands. Safari
  // before 15 has no such entries, but an older property with numbers in place of words.
  const [visit = performance.navigation] = performance.getEntriesByType("navigation");
  if (visit.type === "navigate" || visit.type === 0) {
    tab((storage) => storage.removeItem(flag));
  } else {
    bounce();
  }
}
