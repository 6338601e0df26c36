// Starts the page's program, and shows a message if it cannot start or breaks; the form stays as it is.
// Before the program has started, the message is in the form, afterwards at the lower edge.
const fail = (words) => {
  const [loading, place] = ["boot-note", "boot-trouble"].map((id) => document.getElementById(id));
  loading.textContent = place ? "" : words;
  if (place) place.textContent = words;
  document.documentElement.dataset.app = "failed";
};

// A panic of the program ends in a WebAssembly trap; its message is already in the console.
const broken = (error) => {
  if (error instanceof WebAssembly.RuntimeError) {
    fail("Something went wrong in this page. Your input is still here; copy it, then reload the page.");
  }
};
addEventListener("error", (event) => broken(event.error));
addEventListener("unhandledrejection", (event) => broken(event.reason));

// A page around this one could change the base URL under a key. Hosts forbid frames with a header; if
// a host does not, the page does.
const isFramed = window.top !== window.self;
if (isFramed) {
  const words = document.createElement("p");
  words.className = "framed";
  words.textContent =
    "Gateway Check does not work inside another page, because that page could send your key to another server. ";
  const link = document.createElement("a");
  link.textContent = "Open it in its own tab.";
  link.href = location.pathname;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  words.append(link);
  document.body.replaceChildren(words);
  document.documentElement.dataset.app = "framed";
}

// While an input method composes a character, its field must not be replaced: the program waits.
addEventListener("compositionstart", () => (document.documentElement.dataset.composing = ""));
addEventListener("compositionend", () => delete document.documentElement.dataset.composing);

// The form is visible and accepts input before the large program uses the connection. A tab in
// the background paints nothing, and does not wait.
const painted = () =>
  new Promise((done) => (document.hidden ? done() : requestAnimationFrame(() => requestAnimationFrame(done))));

// Trunk inserts the names of the built files.
const built = (name) => document.querySelector(`meta[name=${name}]`).content;
if (!isFramed) {
  try {
    await painted();
    const [{ default: init }, wasm] = await Promise.all([import(built("program")), fetch(built("program-wasm"))]);
    await init({ module_or_path: wasm });
  } catch {
    fail(
      "The page could not start. Reload it. If that does not help, try an up-to-date browser or contact the site's owner.",
    );
  }
}
