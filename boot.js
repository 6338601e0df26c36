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

// Trunk links what it built under names of its own.
const linked = (rel) => document.querySelector(`link[rel=${rel}]`).href;
try {
  const { default: init } = await import(linked("modulepreload"));
  await init({ module_or_path: linked("preload") });
} catch {
  fail(
    "This page could not start, so it cannot send anything. Reload it; if that does not help, use a current browser or ask whoever hosts this page.",
  );
}
