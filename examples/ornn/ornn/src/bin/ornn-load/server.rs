//! The service that is asked, in a process of its own.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::{env, fs};

use metrics_exporter_prometheus::PrometheusBuilder;
use ornn::routes;
use ornn::service::Service;
use ornn::settings::Settings;
use tokio::net::TcpListener;

use crate::Failure;

/// A time at which both deprecations are in force and no sunset has passed.
const NOW: &str = "2026-11-21T12:00:00Z";

/// Runs the service with all its layers, and says where on standard output.
pub async fn serve() -> Result<(), Failure> {
    let settings = Settings {
        clock: Some(NOW.parse()?),
        ..Settings::default()
    };
    let prometheus = PrometheusBuilder::new().install_recorder()?;
    let service = Service::new(&settings, routes::all(), prometheus, settings.clock())?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}", listener.local_addr()?);
    Ok(service.serve(listener, std::future::pending()).await?)
}

/// The process; it ends with this value.
pub struct Server {
    child: Child,
    address: String,
}

impl Server {
    /// Starts it, and waits until it listens.
    pub fn start() -> Result<Self, Failure> {
        let mut command = Command::new(env::current_exe()?);
        let mut child = command.arg("serve").stdout(Stdio::piped()).spawn()?;
        let mut address = String::new();
        if let Some(stdout) = child.stdout.take() {
            BufReader::new(stdout).read_line(&mut address)?;
        }
        let address = address.trim().to_owned();
        let server = Self { child, address };
        if server.address.is_empty() {
            return Err("the service does not start".into());
        }
        Ok(server)
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// Its resident memory in bytes, where the system tells.
    pub fn memory(&self) -> Option<u64> {
        let text = fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let (_, rest) = text.split_once("VmRSS:")?;
        let kibibytes: u64 = rest.split_whitespace().next()?.parse().ok()?;
        Some(kibibytes * 1024)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
