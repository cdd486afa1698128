use kernel::Document;

fn main() {
    let mut document = Document::new("small".to_owned());
    let _ = document.extensions_mut().insert("x-mine", 1);
    let _ = document.extensions_mut().insert_core(Document::CORE, "kernel.trust", 1);
}
