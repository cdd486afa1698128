//! A page of Studio.

use crate::orm::{Model, Record};

/// A page for administrators that shows rows of a model.
#[stability::evolving(
    since = "0.5.0",
    path = "aksara_core::generated::studio_page",
    area = "Studio API Internals",
    note = "no public contract: layout and paths improve between versions"
)]
pub fn studio_page(model: &Model, rows: &[Record]) -> String {
    let columns: Vec<String> = std::iter::once("id".to_owned())
        .chain(model.columns().map(|(_, column)| column.name))
        .collect();
    let line = |tag: &str, cells: Vec<String>| {
        let cells: Vec<String> = cells
            .iter()
            .map(|cell| format!("<{tag}>{}</{tag}>", escaped(cell)))
            .collect();
        format!("<tr>{}</tr>\n", cells.concat())
    };
    let mut page = format!("<table>\n<caption>{}</caption>\n", escaped(&model.name));
    page += &line("th", columns.clone());
    for row in rows {
        let cell = |name: &String| match row.get(name) {
            Some(serde_json::Value::String(text)) => text.clone(),
            Some(value) => value.to_string(),
            None => String::new(),
        };
        page += &line("td", columns.iter().map(cell).collect());
    }
    page + "</table>\n"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::studio_page;
    use crate::orm::{Model, Record, fields};

    #[test]
    fn rows_cannot_bring_markup_of_their_own() {
        let model = Model::new("Note").field(fields::text("text"));
        let row: Record = [("id".to_owned(), 1.into()), ("text".to_owned(), "<b>&".into())]
            .into_iter()
            .collect();
        assert!(studio_page(&model, &[row]).contains("<td>1</td><td>&lt;b&gt;&amp;</td>"));
    }
}
