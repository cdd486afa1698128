stability::contract! { name = " ", areas { "" = [] } }

fn main() {}
