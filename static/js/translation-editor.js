// The translation editor of wagtail-localize: what it leaves out for whoever translates into another script.
//
// - the state of the translation stands above the texts;
// - each text has its language and direction, each field a name;
// - Enter saves a text and opens the next one that is not translated, so that nobody needs the mouse for each;
// - the first of them is open from the start;
// - with each button it sends which version was opened, so that nothing is published that nobody has read;
// - after a session has ended and the next login, texts are saved as before.

const editor = document.querySelector(".js-translation-editor");
const state = document.querySelector(".translation-state");

if (editor && state) {
  const { language, direction, sourceLanguage, sourceDirection, languageName } = state.dataset;
  editor.before(state);

  const mark = (element, code, written) => {
    element.lang = code;
    element.dir = written;
  };

  const nameOf = (text) => {
    const part = text.querySelector("h4");
    const field = text.closest("ul").parentElement.querySelector("h3");
    return [field, part].map((heading) => heading?.textContent).filter(Boolean).join(", ");
  };

  const describe = () => {
    const missing = editor.querySelectorAll("li.incomplete, li.errored").length;
    const shown = state.querySelector("[data-missing]");
    if (shown.textContent !== `${missing}`) {
      shown.textContent = missing;
    }
    for (const text of editor.querySelectorAll("li.incomplete, li.complete, li.errored")) {
      const name = nameOf(text);
      const source = text.querySelector(":scope > p");
      if (source) {
        mark(source, sourceLanguage, sourceDirection);
      }
      for (const shown of text.querySelectorAll(":scope > div > p, :scope > div > textarea")) {
        mark(shown, language, direction);
      }
      text.querySelector("textarea")?.setAttribute("aria-label", `${name}, in ${languageName}`);
      for (const button of text.querySelectorAll(":scope > ul button")) {
        button.setAttribute("aria-label", `${button.textContent}: ${name}`);
      }
    }
  };

  const next = (after) => {
    const waiting = [...editor.querySelectorAll("li.incomplete")].filter((text) => !text.querySelector("textarea"));
    const later = waiting.find((text) => after.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING);
    const text = later ?? waiting[0];
    const tab = text?.closest("section[hidden]");
    if (tab) {
      editor.querySelector(`[aria-controls="${tab.id}"]`).click();
    }
    text?.querySelector(":scope > ul button")?.click();
  };

  editor.addEventListener("keydown", (event) => {
    const text = event.target.closest("li.incomplete");
    if (event.key === "Enter" && event.target.matches("textarea") && text && event.target.value.trim()) {
      // After the editor has saved this one.
      setTimeout(() => next(text));
    }
  });

  editor.addEventListener("formdata", ({ formData }) => {
    formData.set("loaded_revision_id", state.dataset.loadedRevisionId);
    formData.set("loaded_revision_created_at", state.dataset.loadedRevisionCreatedAt);
  });

  // The editor keeps the token with which it was opened. A login changes it, and session-ended.js those of the forms.
  const send = window.fetch;
  window.fetch = async (resource, options = {}) => {
    const headers = new Headers(options.headers);
    if (headers.has("X-CSRFToken")) {
      headers.set("X-CSRFToken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    }
    const response = await send(resource, { ...options, headers });
    if (response.redirected) {
      // To the login: session-ended.js looks whether the session goes on when somebody comes back to the window.
      window.dispatchEvent(new Event("focus"));
    }
    return response;
  };

  let isStarted = false;
  new MutationObserver(() => {
    describe();
    if (!isStarted && editor.querySelector("li.incomplete, li.complete")) {
      isStarted = true;
      next(editor);
    }
  }).observe(editor, { childList: true, subtree: true });
}
