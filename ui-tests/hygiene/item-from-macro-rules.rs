macro_rules! tier {
    ($item:item) => {
        #[stability::stable(sinse = "1.0.0")]
        $item
    };
}

tier! {
    pub struct Request {
        pub model: u8,
    }
}

fn main() {
    let _ = Request { model: 1 }.model;
}
