macro_rules! tier {
    ($name:ident, $tier:ident, $key:ident = $value:expr) => {
        #[stability::$tier($key = $value)]
        pub struct $name;
    };
}

tier!(Request, stable, since = "1.0");
tier!(Answer, beta, note = 1 + 1);
tier!(Chunk, beta, feature = "thing");

fn main() {
    let _ = (Request, Answer, Chunk);
}
