//! Which route each operation of a document is of.

use std::collections::BTreeMap;

use stability::route::shape;

use super::document::Found;

/// Where a route is served.
pub struct Served<'a> {
    /// Its method.
    pub method: &'a str,
    /// The shapes of its paths: one for each place where it is mounted.
    pub shapes: Vec<String>,
}

/// Which route each operation is of; both by their place in their list.
pub struct Owners {
    /// The route of each operation.
    pub of: Vec<Option<usize>>,
    /// The routes that have no operation.
    pub without: Vec<usize>,
    /// Operations, each with a route that they are of besides the one in `of`.
    pub second: Vec<(usize, usize)>,
}

/// The operations of a document by method and by the shape of their path.
type Places<'d> = BTreeMap<(&'d str, String), Vec<usize>>;

/// Finds the route of each operation; `base_path` is what the paths of the document leave out.
pub fn owners(operations: &[Found<'_>], base_path: &str, routes: &[Served<'_>]) -> Owners {
    let mut places = Places::new();
    for (index, found) in operations.iter().enumerate() {
        let shape = shape(&join(base_path, &found.operation.path)).collect();
        places.entry((&*found.operation.method, shape)).or_default().push(index);
    }
    let at = |method: &str, shape: &str| places.get(&(method, shape.into())).cloned().unwrap_or_default();
    let mut owners = Owners {
        of: vec![None; operations.len()],
        without: Vec::new(),
        second: Vec::new(),
    };
    let mut left = Vec::new();
    for (route, served) in routes.iter().enumerate() {
        let shapes = served.shapes.iter();
        let indices: Vec<_> = shapes.flat_map(|shape| at(served.method, shape)).collect();
        if indices.is_empty() {
            left.push((route, served));
        }
        owners.claim(indices, route);
    }
    // OpenAPI has no parameter for the rest of a path: the document has it as an ordinary parameter. Literal braces are percent-encoded there.
    for (route, served) in left {
        let ordinary = |shape: &String| match shape.strip_suffix("{*}") {
            Some(start) => format!("{start}{{}}"),
            None => shape.clone(),
        };
        let encoded = |shape: String| shape.replace("{{", "%7B").replace("}}", "%7D");
        let shapes = served.shapes.iter().map(|shape| encoded(ordinary(shape)));
        let indices = shapes.flat_map(|shape| at(served.method, &shape));
        let free: Vec<_> = indices.filter(|&index| owners.of[index].is_none()).collect();
        if free.is_empty() {
            owners.without.push(route);
        }
        owners.claim(free, route);
    }
    // A route of GET answers HEAD.
    for ((method, shape), indices) in &places {
        if *method == "HEAD" {
            let of_get = places.get(&("GET", shape.clone()));
            let route = of_get.and_then(|indices| owners.of[*indices.first()?]);
            for &index in indices {
                owners.of[index] = owners.of[index].or(route);
            }
        }
    }
    owners
}

impl Owners {
    fn claim(&mut self, operations: Vec<usize>, route: usize) {
        for operation in operations {
            match self.of[operation] {
                None => self.of[operation] = Some(route),
                Some(_) => self.second.push((operation, route)),
            }
        }
    }
}

/// A path below a prefix. The root of what is mounted is the prefix itself.
pub(super) fn join(prefix: &str, path: &str) -> String {
    let prefix = prefix.trim_end_matches('/');
    if path == "/" && !prefix.is_empty() {
        prefix.into()
    } else {
        format!("{prefix}{path}")
    }
}
