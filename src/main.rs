//! The page's entry. Natively there is nothing to run: the rules live in the library.

fn main() {
    #[cfg(target_arch = "wasm32")]
    gateway_check::ui::start();
}
