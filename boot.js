// Starts the page's program, and says so plainly if it cannot start or breaks; the form stays as it is.
const fail = (words) => {
  document.documentElement.dataset.app = "failed";
  document.getElementById("boot-note").textContent = words;
};

// A panic of the program ends in a trap of WebAssembly; its words are in the console by then.
const broken = (error) => {
  if (error instanceof WebAssembly.RuntimeError) {
    fail("This page has run into a fault of its own. What you typed is still here; reload the page to go on.");
  }
};
addEventListener("error", (event) => broken(event.error));
addEventListener("unhandledrejection", (event) => broken(event.reason));

// A page around this one could change the base URL under a key. Hosts forbid frames by a header; where
// one does not, the page does.
const isFramed = window.top !== window.self;
if (isFramed) {
  const words = document.createElement("p");
  words.className = "framed";
  words.textContent =
    "Gateway Check does not work inside another page: that page could lead your key to a server of its own. ";
  const link = document.createElement("a");
  link.textContent = "Open it in a tab of its own.";
  link.href = location.pathname;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  words.append(link);
  document.body.replaceChildren(words);
  document.documentElement.dataset.app = "framed";
}

// Trunk links what it built under names of its own.
const linked = (rel) => document.querySelector(`link[rel=${rel}]`).href;
if (!isFramed) {
  try {
    const { default: init } = await import(linked("modulepreload"));
    await init({ module_or_path: linked("preload") });
  } catch {
    fail(
      "This page could not start, so it cannot send anything. Reload it; if that does not help, use a current browser or ask whoever hosts this page.",
    );
  }
}
