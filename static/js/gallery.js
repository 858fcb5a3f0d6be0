// Gives each frame of the block gallery the height of what it shows.

const frames = document.querySelectorAll(".gallery iframe");

const fit = (frame) => {
  const shown = frame.contentDocument;
  // Before it loads its own, a frame holds an empty document.
  if (shown?.readyState === "complete" && shown.URL !== "about:blank") {
    frame.height = shown.documentElement.offsetHeight;
  }
};

for (const frame of frames) {
  frame.addEventListener("load", () => fit(frame));
  fit(frame);
}
window.addEventListener("resize", () => frames.forEach(fit));
