//! `doc` writes the pages that people read.

use std::path::Path;

use anyhow::{Result, anyhow, bail};
use stability::Contract;
use stability_policy::{Comparison, Document, DocumentFormat, Evidence, Policy};

use crate::args::DocArgs;
use crate::baseline::Baseline;
use crate::builds;
use crate::context::Context;
use crate::exit::Outcome;
use crate::judge;
use crate::output::printable;
use crate::output::sanitize::Syntax;
use crate::page::{Page, Templates, documents};
use crate::source::Source;
use crate::{files, read, settings};

/// What the documents of a folder are written from.
struct Subject<'a> {
    folder: &'a Path,
    policy: &'a Policy,
    promised: Option<&'a Contract>,
    current: &'a Contract,
    evidence: &'a Evidence,
}

pub fn run(args: &DocArgs, context: &Context) -> Result<Outcome> {
    if let Some(current) = &args.current {
        let policy = settings::read(&context.folder)?.unwrap_or_default();
        let contract_in = |file: &Path| read::contract(&[context.folder.join(file)]);
        let promised = match &args.baseline.baseline {
            Some(file) => Some(contract_in(file)?),
            None => read::json_if_present(&context.folder.join(&policy.baseline))?,
        };
        return Subject {
            folder: &context.folder,
            policy: &policy,
            promised: promised.as_ref(),
            current: &contract_in(current)?,
            evidence: &Evidence::default(),
        }
        .run(args, context);
    }
    let source = Source::find(context, &args.selection)?.in_recorded_form();
    let baseline = Baseline::of(&args.baseline, None, &source, &args.selection, context)?;
    let is_recorded = baseline == Baseline::Recorded;
    // Before the first baseline, nothing has changed.
    let promised = if is_recorded && !source.scope.baseline().exists() {
        None
    } else {
        Some(baseline.contract(&source, &args.selection, context)?)
    };
    let reading = source.read(context)?;
    let evidence = Evidence {
        not_built: reading.not_built.clone(),
        packages: source.scope.names(),
        ..Evidence::default()
    };
    Subject {
        folder: &source.scope.folder,
        policy: &source.scope.policy,
        promised: promised.as_ref(),
        current: &builds::without_missing(reading, context),
        evidence: &evidence,
    }
    .run(args, context)
}

impl Subject<'_> {
    fn run(&self, args: &DocArgs, context: &Context) -> Result<Outcome> {
        let templates = Templates::of(self.policy, self.folder);
        let comparison = match self.promised {
            Some(promised) => Some(Comparison::new(
                Some(promised),
                self.current,
                self.policy,
                self.evidence,
            )?),
            None => None,
        };
        // What was removed is in the recorded contract, and not in the source.
        let current = judge::successor(self.current.clone(), self.promised, &[]);
        let page = Page::new(&current, self.policy, comparison.as_ref());
        if let Some(template) = &args.print {
            return super::print(&templates.markdown(template, &page)?, Syntax::Markdown, context);
        }
        // Everything is rendered before anything is written.
        let mut written = Vec::new();
        for (path, format) in documents::listed(self.policy, &current) {
            if let Some(document) = self.document(&path, format, &page, &templates, context)? {
                let text = document.brought_up_to_date(&current);
                written.push((
                    document,
                    text.map_err(|reason| anyhow!("`{}`: {reason}", printable(&path)))?,
                ));
            }
        }
        let mut is_stale = false;
        for (document, text) in written {
            is_stale |= !finish(self.folder, &document, text, args.check, context)?;
        }
        Ok(if is_stale { Outcome::Findings } else { Outcome::Success })
    }

    /// The document as it is, with its pages; `None` where it is not for this command to write.
    fn document(
        &self,
        path: &str,
        format: DocumentFormat,
        page: &Page,
        templates: &Templates,
        context: &Context,
    ) -> Result<Option<Document>> {
        let text = files::read_text_if_present(&self.folder.join(path), files::MAX_TEXT)?;
        if format == DocumentFormat::OpenApi && text.is_none() {
            bail!(
                "`{}` does not exist: `doc` only completes an existing OpenAPI document",
                printable(path)
            );
        }
        let is_new = text.is_none();
        let text = text.or_else(|| Some(documents::EMPTY_REGION.to_owned()));
        let mut document = Document {
            path: path.to_owned(),
            format,
            text,
            pages: std::collections::BTreeMap::new(),
        };
        documents::render(&mut document, page, templates, |_| true)?;
        let has_region = document.regions().is_ok_and(|regions| !regions.is_empty());
        if !has_region && matches!(format, DocumentFormat::Deprecations | DocumentFormat::ReleaseNotes) && !is_new {
            context.output.note(format_args!(
                "`{}` is written by hand; {}",
                printable(path),
                advice(format)
            ));
            return Ok(None);
        }
        Ok(Some(document))
    }
}

/// What to write into a file so that a part of it is written.
fn advice(format: DocumentFormat) -> String {
    let template = documents::template(format).unwrap_or("stability");
    format!(
        "to let `doc` write a part of it, add a line `<!-- stability:begin -->` and a line `<!-- stability:end -->` after it \
         (`<!-- stability:begin {template} -->` names the template)"
    )
}

/// Writes the document, or says where it differs. Returns whether it is as it should be.
fn finish(folder: &Path, document: &Document, text: Option<String>, is_check: bool, context: &Context) -> Result<bool> {
    let path = folder.join(&document.path);
    let found = files::read_text_if_present(&path, files::MAX_TEXT)?;
    let shown = printable(&document.path);
    if found.as_deref() == text.as_deref() && text.is_some() {
        return Ok(true);
    }
    let is_own = document.format == DocumentFormat::OpenApi || !document.regions()?.is_empty();
    let Some(text) = text.filter(|_| is_own) else {
        let message = format!(
            "`{shown}` has no region that `doc` may write: {}",
            advice(document.format)
        );
        if is_check {
            context.output.result(&format!("{message}\n"), Syntax::Text)?;
            return Ok(false);
        }
        bail!(message);
    };
    if !is_check {
        files::write(&path, &text)?;
        context.output.note(format_args!("wrote `{shown}`"));
        return Ok(true);
    }
    let difference = match &found {
        None => "it does not exist".to_owned(),
        Some(found) => stability_policy::first_difference(found, &text).map_or_else(
            || "its line endings differ".to_owned(),
            |line| {
                let at = |text: &str| {
                    text.lines()
                        .nth(line as usize - 1)
                        .map_or_else(|| "nothing".to_owned(), |it| format!("`{it}`"))
                };
                format!("line {line} is {}, and should be {}", at(found), at(&text))
            },
        ),
    };
    let message = format!("`{shown}` is stale: {difference}; run `cargo stability doc`\n");
    context.output.result(&message, Syntax::Text)?;
    Ok(false)
}
