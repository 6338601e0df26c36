//! Situations that people reported in public, replayed by a server on loopback, through the page's own
//! runner and the model of a browser. They are read from beside the checkout.

// The trials of the model itself, and of the rows that confirm it, run with the behaviours.
#[allow(dead_code, unused_imports)]
#[path = "../behaviours/browser/mod.rs"]
mod browser;
mod case;
mod page_text;
mod score;
mod server;
#[path = "../behaviours/transport.rs"]
mod transport;

use std::sync::Arc;

use libtest_mimic::{Arguments, Trial};
use server::Server;

fn main() {
    let mut arguments = Arguments::from_args();
    // They wait for the server most of the time.
    arguments.test_threads = arguments.test_threads.or(Some(8));
    let server = Server::new().map(Arc::new);
    let trials = match &server {
        Ok(server) => {
            let trial = |row: case::Row| {
                let server = Arc::clone(server);
                Trial::test(row.id.clone(), move || {
                    server.start()?;
                    Ok(score::check(&row.expect, &row.run())?)
                })
            };
            server.rows().into_iter().map(trial).collect()
        }
        Err(why) => {
            let why = why.clone();
            let absent = Trial::test("the reports are not present", move || Err(why.into()));
            vec![absent.with_ignored_flag(true)]
        }
    };
    let conclusion = libtest_mimic::run(&arguments, trials);
    if let Ok(server) = server {
        server.stop();
    }
    conclusion.exit()
}
