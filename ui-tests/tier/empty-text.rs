#[stability::stable(since = "1.0.0", note = "", area = " ", docs = "", issue = "")]
pub struct Request;

#[stability::beta(deprecated(note = "", replacement = ""))]
pub struct Answer;

fn main() {}
