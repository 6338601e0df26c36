//! The page's entry. Natively there is nothing to run: the rules live in the library.

fn main() {
    #[cfg(target_arch = "wasm32")]
    {
        console_error_panic_hook::set_once();
        gateway_check::ui::start();
    }
}
