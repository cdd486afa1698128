#[stability::stable(since = "1.0.0")]
#[proc_macro]
fn expand(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    input
}

fn main() {}
