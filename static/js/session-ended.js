// Keeps what somebody is writing in the admin when their session ends: says so, and goes on after the next login.

(() => {
  const { sessionUrl, loginUrl } = document.currentScript.dataset;
  const INTERVAL = 30000;
  // The user who opened the page; undefined until the site has said who that is.
  let owner;
  let hasEnded = false;
  // A draft could not be saved because the session had ended.
  let isDraftWaiting = false;

  const notice = document.createElement("div");
  notice.classList.add("session-ended");
  notice.setAttribute("role", "alert");
  const link = document.createElement("a");
  Object.assign(link, { href: loginUrl, target: "_blank", textContent: "Log in again in another tab" });

  function showNotice() {
    notice.replaceChildren(
      "You are no longer logged in. What you wrote is still here. ",
      link,
      ", then come back to this one and go on.",
    );
    document.body.append(notice);
  }

  // Logging in changes the token with which forms are sent.
  function renewToken(token) {
    for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) {
      input.value = token;
    }
    if (window.wagtailConfig) {
      window.wagtailConfig.CSRF_TOKEN = token;
    }
  }

  // Wagtail saves a draft when it hears that there are changes.
  function saveDraft() {
    const form = document.querySelector("form[data-edit-form]");
    form?.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true, cancelable: true }));
  }

  // Returns whether the session of the page's user goes on. Fails if the site does not answer.
  async function check() {
    const state = await (await fetch(sessionUrl)).json();
    owner ??= state.user;
    const goesOn = state.user !== null && state.user === owner;
    if (goesOn) {
      renewToken(state.csrf_token);
      notice.remove();
      if (isDraftWaiting) {
        isDraftWaiting = false;
        saveDraft();
      }
    } else if (owner && !hasEnded) {
      showNotice();
    }
    hasEnded = !goesOn;
    return goesOn;
  }

  const checkQuietly = () => check().catch(() => true);

  // A form is sent only while the session goes on: otherwise the login would be shown in place of what was written.
  async function sendIfLoggedIn(event) {
    const { target: form, submitter } = event;
    if (event.defaultPrevented || form.getAttribute("method")?.toLowerCase() !== "post") {
      return;
    }
    event.preventDefault();
    if (!(await checkQuietly())) {
      submitter?.removeAttribute("disabled");
      // Wagtail took the form as sent, and would let the tab be closed without a question.
      if ("wUnsavedConfirmationValue" in form.dataset) {
        form.dataset.wUnsavedConfirmationValue = "true";
      }
      return;
    }
    const button = document.createElement("input");
    if (submitter?.name) {
      const { name, value } = submitter;
      form.append(Object.assign(button, { type: "hidden", name, value }));
    }
    HTMLFormElement.prototype.submit.call(form);
    // If the browser is stopped now, the next draft that saves itself must not press the button again.
    button.remove();
  }

  checkQuietly().then(() => {
    if (owner) {
      setInterval(checkQuietly, INTERVAL);
      window.addEventListener("focus", checkQuietly);
      document.addEventListener("submit", sendIfLoggedIn);
      document.addEventListener("w-autosave:error", async () => {
        isDraftWaiting = !(await checkQuietly());
      });
    }
  });
})();
