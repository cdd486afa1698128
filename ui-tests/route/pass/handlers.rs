//! Handlers of every shape.

#![deny(warnings)]

use std::future::Future;
use std::pin::Pin;

use stability::Tier;

struct Skills;

trait Store {
    fn get(&self) -> String;
}

impl Store for Skills {
    fn get(&self) -> String {
        "get".to_owned()
    }
}

#[stability::route(GET, "/plain", beta)]
fn plain() -> &'static str {
    "plain"
}

#[stability::route(POST, "/asynchronous", experimental(area = "Skills", note = "still moving", until = "2.0.0"))]
async fn asynchronous(body: String) -> Result<String, ()> {
    Ok(body)
}

#[stability::route(QUERY, "/generic/{id}", stable(since = "1.0.0"))]
async fn generic<S: Store, const N: usize>(store: S) -> [String; N]
where
    S: Send,
{
    std::array::from_fn(|_| store.get())
}

#[stability::route(DELETE, "/boxed/{*rest}", internal)]
fn boxed(id: u64) -> Pin<Box<dyn Future<Output = u64> + Send>> {
    Box::pin(async move { id })
}

impl Skills {
    #[stability::route(PUT, "/methods/{id}", evolving)]
    async fn method(&self, id: u64) -> u64 {
        id
    }

    #[stability::route(PUT, "/functions", frozen(since = "1.0.0"))]
    fn function() -> Self {
        Self
    }
}

#[stability::stable(since = "1.0.0")]
impl Skills {
    /// A promised method that serves two routes.
    #[stable(since = "1.0.0")]
    #[route(GET, "/covered", beta)]
    #[route(HEAD, "/covered", beta)]
    pub fn covered(&self) -> String {
        self.get()
    }
}

#[stability::area("Skills")]
pub mod skills {
    #[route(GET, "/module", beta)]
    pub(super) async fn private() {}
}

macro_rules! handler {
    ($name:ident, $method:ident, $path:literal, $tier:ident) => {
        #[stability::route($method, $path, $tier)]
        fn $name() {}
    };
}

handler!(made, PATCH, "/made", beta);

fn ready<T>(future: impl Future<Output = T>) -> T {
    let mut future = std::pin::pin!(future);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match future.as_mut().poll(&mut context) {
        std::task::Poll::Ready(value) => value,
        std::task::Poll::Pending => panic!("nothing here waits"),
    }
}

fn main() {
    assert_eq!(plain(), "plain");
    assert_eq!(ready(asynchronous("a".to_owned())), Ok("a".to_owned()));
    assert_eq!(ready(generic::<_, 1>(Skills)), ["get"]);
    assert_eq!(ready(boxed(7)), 7);
    assert_eq!(ready(Skills::function().method(8)), 8);
    assert_eq!(Skills.covered(), "get");
    ready(skills::private());
    made();

    let mut routes: Vec<_> = stability::registry::routes().map(|route| (route.to_string(), route.tier)).collect();
    routes.sort();
    let expected = [
        ("DELETE /boxed/{*rest}", Tier::Internal),
        ("GET /covered", Tier::Beta),
        ("GET /module", Tier::Beta),
        ("GET /plain", Tier::Beta),
        ("HEAD /covered", Tier::Beta),
        ("PATCH /made", Tier::Beta),
        ("POST /asynchronous", Tier::Experimental),
        ("PUT /functions", Tier::Frozen),
        ("PUT /methods/{id}", Tier::Evolving),
        ("QUERY /generic/{id}", Tier::Stable),
    ];
    assert_eq!(routes, expected.map(|(route, tier)| (route.to_owned(), tier)));

    let contract = stability::Contract::linked().unwrap();
    let item = |id: &str| contract.items().iter().find(|item| item.id == id).unwrap();
    assert_eq!(item("GET /module").area.as_deref(), Some("Skills"));
    let asynchronous = item("POST /asynchronous");
    assert_eq!(asynchronous.note.as_deref(), Some("still moving"));
    assert_eq!(asynchronous.area.as_deref(), Some("Skills"));
    assert_eq!(asynchronous.until.as_ref().unwrap().to_string(), "2.0.0");
}
