//! Programs that are called: cargo and git. An interrupt ends them, and is seen by who called them, so that what was begun can
//! be cleaned up.

use std::io::{self, Read};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use shared_child::SharedChild;

use crate::interrupt;
use crate::output::Output;

/// Why a program that was called gave no result.
#[derive(Debug, thiserror::Error)]
pub enum ChildError {
    /// It could not be called.
    #[error("cannot call `{program}`: {reason}: is it installed, and in PATH?")]
    Call {
        /// What was called.
        program: String,
        /// What the system says.
        reason: io::Error,
    },
    /// The user, or the system, ended this program.
    #[error("interrupted; what was begun is removed, and every file is whole")]
    Interrupted,
}

/// What a program that was called said.
#[derive(Debug)]
pub struct Said {
    /// How it ended.
    pub ended: ExitStatus,
    /// Its stdout.
    pub stdout: Vec<u8>,
    /// Its stderr.
    pub stderr: Vec<u8>,
}

impl Said {
    /// Why it failed, for a message of ours.
    pub fn complaint(&self) -> String {
        complaint(&String::from_utf8_lossy(&self.stderr))
    }
}

/// What a program says from the error on, without the word that opens it, or all where nothing is called an error: before it
/// stands what it was doing, and what it warns of.
pub fn complaint(stderr: &str) -> String {
    let words = ["error:", "fatal:"];
    let mut starts = stderr.split_inclusive('\n').scan(0, |end, line| {
        let start = *end;
        *end += line.len();
        Some((start, line))
    });
    let error = starts.find_map(|(start, line)| {
        let word = words.iter().find(|word| line.starts_with(**word))?;
        stderr.get(start + word.len()..)
    });
    error.unwrap_or(stderr).trim().to_owned()
}

/// The programs that are called, one at a time.
#[derive(Clone, Debug, Default)]
pub struct Children {
    interrupted: Arc<AtomicBool>,
    running: Arc<Mutex<Option<Arc<SharedChild>>>>,
}

impl Children {
    /// Calls programs, and from now on takes interrupts: Ctrl-C, and the signals by which a system ends a program. The first
    /// ends what runs, and the program as soon as nothing that was begun is left; the second does not wait.
    ///
    /// # Errors
    ///
    /// What the system says where it takes no handler.
    pub fn taking_interrupts(output: Output) -> Result<Self, ctrlc::Error> {
        let children = Self::default();
        let handler = children.clone();
        ctrlc::set_handler(move || {
            if handler.check().is_err() {
                interrupt::end_silently();
            }
            handler.interrupt();
            // The next signal finds the handler ready.
            thread::spawn(move || interrupt::end_when_clean(output));
        })?;
        Ok(children)
    }

    /// [`ChildError::Interrupted`] if there was an interrupt.
    ///
    /// # Errors
    ///
    /// That one.
    pub fn check(&self) -> Result<(), ChildError> {
        if self.interrupted.load(Ordering::SeqCst) {
            return Err(ChildError::Interrupted);
        }
        Ok(())
    }

    /// Calls a program and takes what it says.
    ///
    /// # Errors
    ///
    /// That it cannot be called, or that there was an interrupt. That it fails is none.
    pub fn said_by(&self, call: &mut Command) -> Result<Said, ChildError> {
        let mut stdout = Vec::new();
        call.stderr(Stdio::piped());
        let (ended, stderr) = self.run(call, |out| out.read_to_end(&mut stdout).map(drop))?;
        Ok(Said { ended, stdout, stderr })
    }

    /// Calls a program whose stdout is read by `read` while it runs; its stderr goes where `call` says, and is given back where
    /// it is piped.
    ///
    /// # Errors
    ///
    /// That it cannot be called, or that there was an interrupt. That it fails is none.
    pub fn run(
        &self,
        call: &mut Command,
        read: impl FnOnce(&mut dyn Read) -> io::Result<()>,
    ) -> Result<(ExitStatus, Vec<u8>), ChildError> {
        self.check()?;
        let program = call.get_program().to_string_lossy().into_owned();
        let failed = |reason| ChildError::Call {
            program: program.clone(),
            reason,
        };
        call.stdin(Stdio::null()).stdout(Stdio::piped());
        let child = Arc::new(SharedChild::spawn(call).map_err(failed)?);
        self.set_running(Some(&child));
        let stderr = child.take_stderr().map(|mut stderr| {
            thread::spawn(move || {
                let mut text = Vec::new();
                stderr.read_to_end(&mut text).map(|_| text)
            })
        });
        let was_read = match child.take_stdout() {
            Some(mut stdout) => read(&mut stdout),
            None => Ok(()),
        };
        let ended = child.wait();
        self.set_running(None);
        self.check()?;
        was_read.map_err(failed)?;
        let stderr = stderr.and_then(|thread| thread.join().ok()).transpose();
        Ok((ended.map_err(failed)?, stderr.map_err(failed)?.unwrap_or_default()))
    }

    fn set_running(&self, child: Option<&Arc<SharedChild>>) {
        *self.running.lock().unwrap_or_else(PoisonError::into_inner) = child.cloned();
        // An interrupt just before found nothing to end.
        if self.check().is_err() {
            self.end_running();
        }
    }

    fn interrupt(&self) {
        self.interrupted.store(true, Ordering::SeqCst);
        self.end_running();
    }

    /// Ends what runs. On a terminal it has had the same signal already; where this program alone was signalled, it has not.
    fn end_running(&self) {
        if let Some(child) = &*self.running.lock().unwrap_or_else(PoisonError::into_inner) {
            // It may just have ended by itself.
            let _ = child.kill();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::{ChildError, Children, complaint};

    #[test]
    fn what_a_program_says_is_kept_apart() {
        let said = Children::default()
            .said_by(Command::new("cargo").arg("--version"))
            .unwrap();
        assert!(said.ended.success());
        assert!(said.stdout.starts_with(b"cargo "));
        assert!(said.stderr.is_empty());
    }

    #[test]
    fn a_complaint_has_no_opening_words() {
        let said = Children::default()
            .said_by(Command::new("cargo").arg("--no-such-option"))
            .unwrap();
        assert!(!said.ended.success());
        assert!(
            said.complaint().starts_with("unexpected argument"),
            "{}",
            said.complaint()
        );
    }

    #[test]
    fn what_was_said_before_an_error_is_left_out() {
        let said = "    Blocking waiting for file lock on package cache\nwarning: x\nerror: no such thing\n  really\n";
        assert_eq!(complaint(said), "no such thing\n  really");
        assert_eq!(complaint("fatal: not here"), "not here");
        assert_eq!(complaint(" just so\n"), "just so");
        assert_eq!(complaint(""), "");
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let error = Children::default()
            .said_by(&mut Command::new("no-such-program-here"))
            .unwrap_err();
        assert!(
            error.to_string().starts_with("cannot call `no-such-program-here`: "),
            "{error}"
        );
    }

    #[test]
    fn after_an_interrupt_nothing_is_called() {
        let children = Children::default();
        children.interrupt();
        let error = children.said_by(Command::new("cargo").arg("--version")).unwrap_err();
        assert!(matches!(error, ChildError::Interrupted), "{error}");
    }
}
