//! Starts the sandbox, and the page beside it if asked.

use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::process::ExitCode;

use axum::Router;
use clap::Parser;
use gateway_check_sandbox::options::Options;
use gateway_check_sandbox::pages::Pages;
use gateway_check_sandbox::{preset, server};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

fn main() -> ExitCode {
    match start(&Options::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("gateway-check-sandbox: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn start(options: &Options) -> Result<(), String> {
    let runtime = Runtime::new().map_err(|error| format!("The server cannot start: {error}."))?;
    runtime.block_on(serve(options))
}

async fn serve(options: &Options) -> Result<(), String> {
    let (sandbox, sandbox_at) = listen("--port", options.port).await?;
    let page = match &options.page {
        None => None,
        Some(folder) => {
            let mut pages = Pages::new(folder)
                .map_err(|error| format!("The folder {} cannot be read: {error}.", folder.display()))?;
            pages.csp.clone_from(&options.csp);
            pages.config = options
                .preset
                .then(|| preset::config(sandbox_at.port(), options.model_port, options.litellm_port));
            Some((pages.router(), listen("--page-port", options.page_port).await?))
        }
    };
    let router = server::open().await.map_err(|error| format!("No further port is available: {error}."))?;
    announce("sandbox", sandbox_at)?;
    if let Some((pages, (listener, at))) = page {
        announce("page", at)?;
        tokio::spawn(run(listener, pages));
    }
    run(sandbox, router).await
}

async fn listen(option: &str, port: u16) -> Result<(TcpListener, SocketAddr), String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await.map_err(|error| {
        if error.kind() == io::ErrorKind::AddrInUse {
            format!("Port {port} is in use. Stop the other program, or choose another port with {option}.")
        } else {
            format!("Port {port} cannot be used: {error}.")
        }
    })?;
    let at = listener.local_addr().map_err(|error| format!("Port {port} is lost: {error}."))?;
    Ok((listener, at))
}

/// One line per server, at once, so that the caller of `--port 0` learns the port.
fn announce(name: &str, at: SocketAddr) -> Result<(), String> {
    let mut out = io::stdout();
    writeln!(out, "{name} http://{at}")
        .and_then(|()| out.flush())
        .map_err(|error| format!("The address cannot be printed: {error}."))
}

async fn run(listener: TcpListener, router: Router) -> Result<(), String> {
    axum::serve(listener, router).await.map_err(|error| format!("The server stopped: {error}."))
}
