pub mod library {
    #[stability::stable(since = "1.0.0")]
    pub trait Store {
        fn get(&self) -> u32;

        #[stable(since = "1.2.0", sealed(call))]
        fn twice(&self) -> u32 {
            2 * self.get()
        }
    }
}

pub struct Memory;

impl library::Store for Memory {
    fn get(&self) -> u32 {
        1
    }

    fn twice(&self) -> u32 {
        3
    }
}

pub struct Disk;

impl library::Store for Disk {
    fn get(&self) -> u32 {
        1
    }
}

impl library::StoreExt for Disk {
    fn twice(&self) -> u32 {
        3
    }
}

fn main() {
    Disk.twice();
}
