//! `ornn` serves the registry.

use std::net::SocketAddr;
use std::process::ExitCode;

use clap::Parser;
use metrics_exporter_prometheus::PrometheusBuilder;
use ornn::routes;
use ornn::service::Service;
use ornn::settings::Settings;
use tokio::net::TcpListener;

/// Serves a registry of skills.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Args {
    /// Where to listen.
    #[arg(long, env = "ORNN_LISTEN", default_value = "127.0.0.1:8080", value_name = "ADDRESS")]
    listen: SocketAddr,
    #[command(flatten)]
    settings: Settings,
}

#[tokio::main]
async fn main() -> ExitCode {
    tracing_subscriber::fmt().with_writer(std::io::stderr).init();
    match run(&Args::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("ornn: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(args: &Args) -> Result<(), Box<dyn std::error::Error>> {
    let prometheus = PrometheusBuilder::new().install_recorder()?;
    let settings = &args.settings;
    let service = Service::new(settings, routes::all(), prometheus, settings.clock())?;
    service.check_wiring().await?;
    let listener = TcpListener::bind(args.listen).await?;
    println!("Ornn listens on http://{}", listener.local_addr()?);
    let end = async {
        // Without the signal, the service runs until it is killed.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    Ok(service.serve(listener, end).await?)
}
