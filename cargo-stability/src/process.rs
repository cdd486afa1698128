//! Programs that are called: cargo and git. An interrupt ends them, and the caller gets an error, so that it can clean up.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::{self, Read};
use std::path::Path;
use std::process::{Command, ExitStatus, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use anyhow::{Error, Result, anyhow, bail};
use shared_child::SharedChild;

use crate::interrupt;

/// The error of a program that could not be called.
pub fn cannot_call(program: &OsStr, reason: io::Error) -> Error {
    let program = program.to_string_lossy();
    anyhow!("cannot call `{program}`: {reason}: is it installed, and in PATH?")
}

/// The text of stderr from the first error on, without the word that opens it, or all of it where no line is called an error:
/// progress and warnings come before.
pub fn error_text(stderr: &[u8]) -> String {
    let stderr = String::from_utf8_lossy(stderr);
    let mut start = 0;
    for line in stderr.split_inclusive('\n') {
        if let Some(rest) = line.strip_prefix("error:").or(line.strip_prefix("fatal:")) {
            return stderr[start + line.len() - rest.len()..].trim().to_owned();
        }
        start += line.len();
    }
    stderr.trim().to_owned()
}

/// The file from which calls of cargo without network read certificates. Otherwise cargo decodes all those of the system when it starts,
/// which is three quarters of a call that only asks it something.
const NO_CERTIFICATES: (&str, &str) = ("SSL_CERT_FILE", "/dev/null");

/// The variables of such a call. What cargo calls has them too, so they are not for builds.
///
/// Where cargo is found by its name, it may be that of rustup, which may have to download a toolchain first.
pub fn without_network(cargo: &OsStr) -> impl Iterator<Item = (&'static str, &'static str)> {
    Path::new(cargo).is_absolute().then_some(NO_CERTIFICATES).into_iter()
}

/// The largest output that is kept for the next one who asks the same.
const MAX_ANSWER: usize = 1024 * 1024;

/// Calls programs, one at a time.
#[derive(Clone, Debug, Default)]
pub struct Processes {
    interrupted: Arc<AtomicBool>,
    running: Arc<Mutex<Option<Arc<SharedChild>>>>,
    answers: Arc<Mutex<BTreeMap<String, Output>>>,
}

impl Processes {
    /// Calls programs, and from now on takes interrupts: Ctrl-C, and the signals by which a system ends a program. The first
    /// ends the running program, and this one as soon as no interrupt is deferred; the second does not wait.
    pub fn taking_interrupts(output: crate::output::Output) -> Result<Self, ctrlc::Error> {
        let processes = Self::default();
        let handler = processes.clone();
        ctrlc::set_handler(move || {
            if handler.check_interrupt().is_err() {
                interrupt::exit_silently();
            }
            handler.interrupt();
            // The next signal finds the handler ready.
            thread::spawn(move || interrupt::exit_when_idle(output));
        })?;
        Ok(processes)
    }

    /// An error if there was an interrupt.
    pub fn check_interrupt(&self) -> Result<()> {
        if self.interrupted.load(Ordering::SeqCst) {
            bail!(interrupt::MESSAGE);
        }
        Ok(())
    }

    /// Calls a program and takes its output. An error says that it cannot be called, or that there was an interrupt; a program
    /// that fails gives a status.
    pub fn output(&self, call: &mut Command) -> Result<Output> {
        let mut stdout = Vec::new();
        call.stderr(Stdio::piped());
        let (status, stderr) = self.run(call, |out| out.read_to_end(&mut stdout).map(drop))?;
        Ok(Output { status, stdout, stderr })
    }

    /// The same of a program that only reads, and that answers the same all the time: it is called once. A failure is no answer.
    pub fn answer(&self, call: &mut Command) -> Result<Output> {
        // With the program, its arguments and what the environment of the call has.
        let question = format!("{call:?}");
        if let Some(known) = self
            .answers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&question)
        {
            return Ok(known.clone());
        }
        let output = self.output(call)?;
        if output.status.success() && output.stdout.len() <= MAX_ANSWER {
            let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
            answers.insert(question, output.clone());
        }
        Ok(output)
    }

    /// Like [`output`](Self::output), with a stdout that `read` reads while the program runs. Its stderr goes where `call` says,
    /// and is given back where it is piped.
    pub fn run(
        &self,
        call: &mut Command,
        read: impl FnOnce(&mut dyn Read) -> io::Result<()>,
    ) -> Result<(ExitStatus, Vec<u8>)> {
        self.check_interrupt()?;
        let program = call.get_program().to_owned();
        let failed = |reason| cannot_call(&program, reason);
        call.stdin(Stdio::null()).stdout(Stdio::piped());
        let child = Arc::new(SharedChild::spawn(call).map_err(failed)?);
        self.set_running(Some(&child));
        let stderr = child.take_stderr().map(|mut stderr| {
            thread::spawn(move || {
                let mut text = Vec::new();
                stderr.read_to_end(&mut text).map(|_| text)
            })
        });
        let read = child.take_stdout().map_or(Ok(()), |mut stdout| read(&mut stdout));
        let status = child.wait();
        self.set_running(None);
        self.check_interrupt()?;
        read.map_err(failed)?;
        let stderr = stderr.and_then(|thread| thread.join().ok()).transpose();
        Ok((status.map_err(failed)?, stderr.map_err(failed)?.unwrap_or_default()))
    }

    /// Calls a program, and takes both of its outputs in the order in which it wrote them.
    pub fn merged(&self, mut call: Command) -> Result<(ExitStatus, Vec<u8>)> {
        self.check_interrupt()?;
        let program = call.get_program().to_owned();
        let failed = |reason| cannot_call(&program, reason);
        let (mut reader, writer) = io::pipe().map_err(failed)?;
        call.stdin(Stdio::null());
        call.stdout(writer.try_clone().map_err(failed)?).stderr(writer);
        let child = Arc::new(SharedChild::spawn(&mut call).map_err(failed)?);
        // It holds the ends that are written to, and nothing would end while they are open.
        drop(call);
        self.set_running(Some(&child));
        let mut text = Vec::new();
        let read = reader.read_to_end(&mut text);
        let status = child.wait();
        self.set_running(None);
        self.check_interrupt()?;
        read.map_err(failed)?;
        Ok((status.map_err(failed)?, text))
    }

    fn set_running(&self, child: Option<&Arc<SharedChild>>) {
        *self.running.lock().unwrap_or_else(PoisonError::into_inner) = child.cloned();
        // An interrupt just before found nothing to end.
        if self.check_interrupt().is_err() {
            self.kill_running();
        }
    }

    fn interrupt(&self) {
        self.interrupted.store(true, Ordering::SeqCst);
        self.kill_running();
    }

    /// Ends the running program. On a terminal it has had the same signal already; where this program alone was signalled, it has
    /// not.
    fn kill_running(&self) {
        if let Some(child) = &*self.running.lock().unwrap_or_else(PoisonError::into_inner) {
            // It may just have ended by itself.
            let _ = child.kill();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::{Processes, error_text};
    use crate::interrupt;

    #[test]
    fn stdout_and_stderr_are_kept_apart() {
        let output = Processes::default()
            .output(Command::new("cargo").arg("--version"))
            .unwrap();
        assert!(output.status.success());
        assert!(output.stdout.starts_with(b"cargo "));
        assert!(output.stderr.is_empty());
    }

    #[test]
    fn merged_outputs_are_one_text() {
        let mut call = Command::new("cargo");
        call.args(["--version", "--verbose"]);
        let (status, text) = Processes::default().merged(call).unwrap();
        assert!(status.success() && text.starts_with(b"cargo "));
        let mut call = Command::new("cargo");
        call.arg("--no-such-option");
        let (status, text) = Processes::default().merged(call).unwrap();
        assert!(!status.success() && text.starts_with(b"error: "));
    }

    #[test]
    fn the_text_of_an_error_has_no_opening_word() {
        let output = Processes::default()
            .output(Command::new("cargo").arg("--no-such-option"))
            .unwrap();
        assert!(!output.status.success());
        let error = error_text(&output.stderr);
        assert!(error.starts_with("unexpected argument"), "{error}");
    }

    #[test]
    fn lines_before_an_error_are_left_out() {
        let stderr =
            "    Blocking waiting for file lock on package cache\nwarning: x\nerror: no such thing\n  really\n";
        assert_eq!(error_text(stderr.as_bytes()), "no such thing\n  really");
        assert_eq!(error_text(b"fatal: not here"), "not here");
        assert_eq!(error_text(b" just so\n"), "just so");
        assert_eq!(error_text(b""), "");
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let error = Processes::default()
            .output(&mut Command::new("no-such-program-here"))
            .unwrap_err();
        assert!(
            error.to_string().starts_with("cannot call `no-such-program-here`: "),
            "{error}"
        );
    }

    #[test]
    fn after_an_interrupt_nothing_is_called() {
        let processes = Processes::default();
        processes.interrupt();
        let error = processes.output(Command::new("cargo").arg("--version")).unwrap_err();
        assert_eq!(error.to_string(), interrupt::MESSAGE);
    }
}
