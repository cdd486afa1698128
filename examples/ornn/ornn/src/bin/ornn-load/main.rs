//! `ornn-load` asks the service many things over many connections, and counts along.
//!
//! The service runs in a process of its own, so that its memory can be told from that of whoever asks.

mod server;
mod traffic;

use std::num::NonZeroUsize;
use std::ops::Range;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::{Parser, Subcommand};
use reqwest::Client;

use server::Server;
use traffic::Tally;

/// Asks the service many things over many connections, and counts along.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Args {
    /// How many requests.
    #[arg(long, default_value_t = 200_000)]
    requests: usize,
    /// Over how many connections.
    #[arg(long, default_value = "64")]
    connections: NonZeroUsize,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Runs the service that is asked.
    #[command(hide = true)]
    Serve,
}

/// How much the memory of the service may grow between the tenth of the requests and the last.
const MOST_GROWTH: u64 = 4096 * 1024;
/// How long a request may take.
const PATIENCE: Duration = Duration::from_secs(30);

type Failure = Box<dyn std::error::Error + Send + Sync>;

#[tokio::main]
async fn main() -> ExitCode {
    let args = Args::parse();
    let done = match args.command {
        Some(Command::Serve) => server::serve().await.map(|()| true),
        None => run(&args).await,
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("ornn-load: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Sends the requests; whether everything was as it should be.
async fn run(args: &Args) -> Result<bool, Failure> {
    let server = Server::start()?;
    let build = |_| {
        Client::builder()
            .no_proxy()
            .pool_max_idle_per_host(1)
            .timeout(PATIENCE)
            .build()
    };
    // Each has one connection, since it waits for an answer before it asks again.
    let clients = (0..args.connections.get()).map(build).collect::<Result<Vec<_>, _>>()?;

    let begin = Instant::now();
    let warm_up = args.requests / 10;
    let mut tally = send(&server, &clients, 0..warm_up).await?;
    let before = server.memory();
    tally.add(send(&server, &clients, warm_up..args.requests).await?);
    let took = begin.elapsed().as_secs_f64();
    let after = server.memory();

    #[expect(clippy::cast_precision_loss, reason = "it is shown to a person")]
    let rate = args.requests as f64 / took;
    let (requests, connections) = (args.requests, args.connections);
    println!("{requests} requests over {connections} connections in {took:.1} s, {rate:.0} per second");
    println!("wrong answers: {}", tally.wrong.len());
    for wrong in tally.wrong.iter().take(10) {
        println!("  {wrong}");
    }
    let metrics = clients[0].get(server.url("/metrics")).send().await?.text().await?;
    let mut is_right = tally.wrong.is_empty();
    for (counter, sent) in &tally.counters {
        let counted = counter_in(&metrics, counter);
        println!("{counter}: {counted}, {sent} sent");
        is_right &= counted == *sent;
    }
    if let (Some(before), Some(after)) = (before, after) {
        println!(
            "memory of the service: {} KiB after {warm_up} requests, {} KiB at the end",
            before / 1024,
            after / 1024
        );
        is_right &= after <= before + MOST_GROWTH;
    }
    println!("{}", if is_right { "all is right" } else { "something is wrong" });
    Ok(is_right)
}

/// Deals the requests to the clients.
async fn send(server: &Server, clients: &[Client], requests: Range<usize>) -> Result<Tally, Failure> {
    // How many of the first `total` requests are those of the client.
    let share = |total: usize, at: usize| (total + clients.len() - 1 - at) / clients.len();
    let tasks = clients.iter().enumerate().map(|(at, client)| {
        let own = share(requests.start, at)..share(requests.end, at);
        tokio::spawn(traffic::send(client.clone(), server.url(""), at, own))
    });
    let mut tally = Tally::default();
    for task in tasks.collect::<Vec<_>>() {
        tally.add(task.await?);
    }
    Ok(tally)
}

/// What a counter says; nothing where it is not there.
fn counter_in(metrics: &str, counter: &str) -> u64 {
    let value = metrics
        .lines()
        .find_map(|line| line.strip_prefix(counter)?.strip_prefix(' '));
    value.and_then(|value| value.parse().ok()).unwrap_or_default()
}
