//! The program itself: what it prints, and what it says when it cannot start.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use crate::client::Ask;
use crate::pages::folder;

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gateway-check-sandbox"));
    command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A program that ends with the test, however that ends.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Expects this message of the program when it refuses to start.
#[track_caller]
fn check(arguments: &[&str], problem: &str) {
    let output = command(arguments).output().expect("the program");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(said, format!("gateway-check-sandbox: {problem}\n"));
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_start_that_cannot_be_is_explained_in_a_sentence() {
    let taken = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let why = format!("Port {port} is in use. Stop the other program, or choose another port with --port.");
    check(&["--port", &port], &why);
    let output = command(&["--port", "0", "--page", "no-such-folder"]).output().expect("the program");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("The folder no-such-folder cannot be read"), "{said}");
}

#[test]
fn an_option_that_is_none_is_named() {
    let output = command(&["--fast"]).output().expect("the program");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("'--fast'") && said.contains("--help"), "{said}");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn both_addresses_are_printed_and_the_preset_knows_them() {
    let page = folder("command");
    let page = page.to_str().expect("a path in Unicode");
    let arguments = ["--port", "0", "--page", page, "--page-port", "0", "--preset"];
    let mut running = Running(command(&arguments).spawn().expect("the program"));
    let out = BufReader::new(running.0.stdout.take().expect("its output"));
    let lines: Vec<String> = out.lines().take(2).map(|line| line.expect("a line")).collect();
    let sandbox = lines[0].strip_prefix("sandbox http://").expect("the sandbox first");
    let page = lines[1].strip_prefix("page http://").expect("then the page");

    let config = Ask::get("/config.json").at(page.parse().expect("an address")).send().json();
    assert_eq!(config["gateways"][0]["base_url"], format!("http://{sandbox}/keyless/v1"));
    let models = Ask::get("/healthy/v1/models").at(sandbox.parse().expect("an address"));
    assert_eq!(models.key("gc-test-sandbox").send().status, 200);
}
