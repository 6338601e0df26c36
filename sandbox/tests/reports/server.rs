//! The server that replays the reports, as a separate process.

use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::case::Row;

/// Number of ports after the first one that it uses.
const PORTS: u16 = 99;
/// Longest time that it may take to start.
const PATIENCE: Duration = Duration::from_secs(20);

/// The server, and what it replays.
pub struct Server {
    port: u16,
    rows: Vec<Value>,
    process: Mutex<Option<Child>>,
}

impl Server {
    /// A server that is not started yet.
    ///
    /// # Errors
    /// If there is nothing to replay.
    pub fn new() -> Result<Self, String> {
        let port = free_ports().ok_or("no free ports")?;
        let listed = command().args(["--list", &port.to_string()]).output();
        let listed = listed.map_err(|error| error.to_string())?;
        if !listed.status.success() {
            return Err(String::from_utf8_lossy(&listed.stderr).into_owned());
        }
        let text = String::from_utf8(listed.stdout).map_err(|error| error.to_string())?;
        let rows = text.lines().map(|line| line.parse().expect("a row is JSON")).collect();
        Ok(Self { port, rows, process: Mutex::new(None) })
    }

    /// Returns the reports that it replays.
    pub fn rows(&self) -> Vec<Row> {
        self.rows.iter().map(Row::read).collect()
    }

    /// Starts it, unless that is done, and waits until it listens.
    pub fn start(&self) -> Result<(), String> {
        let mut process = self.process.lock().expect("nobody panics with it");
        if process.is_some() {
            return Ok(());
        }
        let port = self.port.to_string();
        let child = command().arg(port).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let child = process.insert(child.map_err(|error| error.to_string())?);
        let began = Instant::now();
        // The port of the host itself is the last to be opened.
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            if began.elapsed() > PATIENCE || !matches!(child.try_wait(), Ok(None)) {
                return Err("the server did not start".to_owned());
            }
            std::thread::yield_now();
        }
        Ok(())
    }

    /// Ends it.
    pub fn stop(&self) {
        if let Some(mut child) = self.process.lock().expect("nobody panics with it").take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn command() -> Command {
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/bug-reports/replay.py");
    let mut command = Command::new("python3");
    // Nothing is written beside the script.
    command.arg("-B").arg(script);
    command
}

/// The first of several ports on which nobody listens now.
fn free_ports() -> Option<u16> {
    let is_free = |port| TcpListener::bind(("127.0.0.1", port)).is_ok();
    let start = 20_000 + u16::try_from(std::process::id() % 100).expect("small") * 100;
    let mut firsts = (start..=40_000).step_by(100);
    firsts.find(|first| (*first..=*first + PORTS).all(is_free))
}
