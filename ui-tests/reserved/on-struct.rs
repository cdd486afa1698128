#[stability::reserved(until = "2.0.0")]
pub struct Request;

#[stability::stable(since = "1.0.0")]
impl Request {
    #[reserved]
    pub fn forget(&self) -> Result<(), ()> {
        Ok(())
    }
}

fn main() {
    let _ = Request.forget();
}
