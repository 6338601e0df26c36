// Starts the page's program, and says so plainly if it cannot start or breaks; the form stays as it is.
const fail = (words) => {
  document.documentElement.dataset.app = "failed";
  document.getElementById("boot-note").textContent = words;
};

// A panic of the program ends in a trap of WebAssembly.
const broken = (error) => {
  if (error instanceof WebAssembly.RuntimeError) {
    fail("This page has run into a fault of its own. What you typed is still here; reload the page to go on.");
  }
};
addEventListener("error", (event) => broken(event.error));
addEventListener("unhandledrejection", (event) => broken(event.reason));

try {
  const { default: init } = await import("./gateway-check.js");
  await init({ module_or_path: "./gateway-check_bg.wasm" });
} catch {
  fail(
    "This page could not start, so it cannot send anything. Reload it; if that does not help, use a current browser or ask whoever hosts this page.",
  );
}
