//! A declaration as a tree, in which lifetimes get their names last, when all that they occur in is known.

use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Life {
    Static,
    /// Of a type or a trait, by position.
    Item(usize),
    /// Of a function or an `impl`.
    Free(u32),
    /// Of a `for<'a>`.
    Bound {
        binder: u32,
        id: u32,
    },
    /// Elided where no rule gives it a meaning that is known here.
    Unknown,
}

#[derive(Clone, Debug)]
pub enum Node {
    Text(String),
    Life(Life),
    /// The lifetime of a reference, with the space after it.
    Reference(Life),
    /// The lifetimes of a path: left out where they all occur once.
    Lives(Vec<Life>),
    Seq(Vec<Node>),
    /// With a separator between those that are not empty.
    List(Vec<Node>, &'static str),
    /// A list in angle brackets: nothing where all are empty.
    Angle(Vec<Node>),
    Binder(u32, Box<Node>),
    Projection(Box<Node>),
    Impl(Box<Node>),
    /// Only says that a lifetime is bound early.
    Early(Life),
}

pub fn text(text: impl Into<String>) -> Node {
    Node::Text(text.into())
}

pub fn list(nodes: Vec<Node>, separator: &'static str) -> Node {
    Node::List(nodes, separator)
}

/// A list in which order and repetition mean nothing.
pub fn sorted(mut nodes: Vec<Node>, separator: &'static str) -> Node {
    nodes.sort_by_cached_key(Node::blank);
    nodes.dedup_by(|node, previous| {
        let mut lives = BTreeSet::new();
        node.lives(true, &mut lives);
        lives.is_empty() && node.blank() == previous.blank()
    });
    Node::List(nodes, separator)
}

impl Node {
    /// The text without the names of lifetimes.
    pub fn blank(&self) -> String {
        let mut names = Names::default();
        names.text(self)
    }

    /// The lifetime of the reference that the node begins with.
    pub fn first_reference(&self) -> Option<Life> {
        match self {
            Node::Reference(life) => Some(*life),
            Node::Seq(nodes) | Node::Angle(nodes) => nodes.iter().find_map(Node::first_reference),
            _ => None,
        }
    }

    pub fn each_life(&mut self, visit: &mut impl FnMut(&mut Life)) {
        match self {
            Node::Life(life) | Node::Reference(life) | Node::Early(life) => visit(life),
            Node::Lives(lives) => lives.iter_mut().for_each(visit),
            Node::Text(_) => {}
            Node::Seq(nodes) | Node::List(nodes, _) | Node::Angle(nodes) => {
                for node in nodes {
                    node.each_life(visit);
                }
            }
            Node::Binder(_, node) | Node::Projection(node) | Node::Impl(node) => node.each_life(visit),
        }
    }

    /// The lifetimes in it; those in projections only `inside`.
    pub fn lives(&self, inside: bool, found: &mut BTreeSet<Life>) {
        match self {
            Node::Projection(_) if !inside => {}
            Node::Life(life) | Node::Reference(life) | Node::Early(life) => {
                found.insert(*life);
            }
            Node::Lives(lives) => found.extend(lives),
            Node::Text(_) => {}
            Node::Seq(nodes) | Node::List(nodes, _) | Node::Angle(nodes) => {
                for node in nodes {
                    node.lives(inside, found);
                }
            }
            Node::Binder(_, node) | Node::Projection(node) | Node::Impl(node) => node.lives(inside, found),
        }
    }

    /// The lifetimes in `impl Trait`.
    pub fn lives_of_impl(&self, found: &mut BTreeSet<Life>) {
        match self {
            Node::Impl(node) => node.lives(true, found),
            Node::Seq(nodes) | Node::List(nodes, _) | Node::Angle(nodes) => {
                for node in nodes {
                    node.lives_of_impl(found);
                }
            }
            Node::Binder(_, node) | Node::Projection(node) => node.lives_of_impl(found),
            Node::Text(_) | Node::Life(_) | Node::Reference(_) | Node::Lives(_) | Node::Early(_) => {}
        }
    }
}

/// The names of the lifetimes of one declaration.
#[derive(Default)]
pub struct Names {
    /// How often each occurs, and whether some of it is below a binder that is not its own.
    uses: BTreeMap<Life, Use>,
    numbers: BTreeMap<Life, usize>,
    binders: Vec<u32>,
    /// How many lifetimes each binder has that have a number.
    bound: BTreeMap<u32, usize>,
    free: usize,
    is_known: bool,
}

#[derive(Clone, Copy, Default)]
struct Use {
    count: usize,
    is_deep: bool,
}

impl Names {
    /// Those of a declaration with these parts.
    pub fn of<'a>(nodes: impl IntoIterator<Item = &'a Node>) -> Self {
        let mut names = Self {
            is_known: true,
            ..Self::default()
        };
        for node in nodes {
            names.count(node);
        }
        names
    }

    fn count(&mut self, node: &Node) {
        match node {
            Node::Life(life) | Node::Reference(life) => self.count_life(*life),
            Node::Lives(lives) => lives.iter().for_each(|life| self.count_life(*life)),
            Node::Text(_) | Node::Early(_) => {}
            Node::Seq(nodes) | Node::List(nodes, _) | Node::Angle(nodes) => {
                for node in nodes {
                    self.count(node);
                }
            }
            Node::Projection(node) | Node::Impl(node) => self.count(node),
            Node::Binder(binder, node) => {
                self.binders.push(*binder);
                self.count(node);
                self.binders.pop();
            }
        }
    }

    fn count_life(&mut self, life: Life) {
        let is_near = match life {
            Life::Bound { binder, .. } => self.nearest_with_lives(binder),
            _ => self.binders.is_empty(),
        };
        let uses = self.uses.entry(life).or_default();
        uses.count += 1;
        uses.is_deep |= !is_near;
    }

    fn nearest_with_lives(&self, binder: u32) -> bool {
        self.binders.last() == Some(&binder)
    }

    fn is_anonymous(&self, life: Life) -> bool {
        match life {
            Life::Static | Life::Item(_) | Life::Unknown => false,
            Life::Free(_) | Life::Bound { .. } => {
                let uses = self.uses.get(&life).copied().unwrap_or_default();
                uses.count <= 1 && !uses.is_deep
            }
        }
    }

    /// The text of a part; the parts of a declaration must come in the same order on every call.
    pub fn text(&mut self, node: &Node) -> String {
        match node {
            Node::Text(text) => text.clone(),
            Node::Life(life) if self.is_anonymous(*life) => "'_".to_owned(),
            Node::Life(life) => self.name(*life),
            Node::Reference(life) if self.is_anonymous(*life) => String::new(),
            Node::Reference(life) => match self.name(*life) {
                name if name.is_empty() => name,
                name => format!("{name} "),
            },
            Node::Lives(lives) if lives.iter().all(|life| self.is_anonymous(*life)) => String::new(),
            Node::Lives(lives) => {
                let names = lives.iter().map(|life| self.text(&Node::Life(*life)));
                names.collect::<Vec<_>>().join(", ")
            }
            Node::Early(_) => String::new(),
            Node::Seq(nodes) => nodes.iter().map(|node| self.text(node)).collect(),
            Node::List(nodes, separator) => self.join(nodes, separator),
            Node::Angle(nodes) => match self.join(nodes, ", ") {
                parts if parts.is_empty() => parts,
                parts => format!("<{parts}>"),
            },
            Node::Projection(node) | Node::Impl(node) => self.text(node),
            Node::Binder(binder, node) => {
                self.binders.push(*binder);
                let text = self.text(node);
                self.binders.pop();
                text
            }
        }
    }

    fn join(&mut self, nodes: &[Node], separator: &str) -> String {
        let texts = nodes.iter().map(|node| self.text(node)).filter(|it| !it.is_empty());
        texts.collect::<Vec<_>>().join(separator)
    }

    fn name(&mut self, life: Life) -> String {
        if !self.is_known {
            return String::new();
        }
        match life {
            Life::Static => "'static".to_owned(),
            Life::Item(position) => format!("'T{position}"),
            Life::Unknown => "{'_}".to_owned(),
            Life::Free(_) => {
                let free = &mut self.free;
                let number = self.numbers.entry(life).or_insert_with(|| {
                    *free += 1;
                    *free - 1
                });
                format!("'{number}")
            }
            Life::Bound { binder, .. } => {
                let count = self.bound.entry(binder).or_default();
                let number = *self.numbers.entry(life).or_insert_with(|| {
                    *count += 1;
                    *count - 1
                });
                let further = self
                    .binders
                    .iter()
                    .rev()
                    .position(|it| *it == binder)
                    .unwrap_or_default();
                format!("'^{further}.{number}")
            }
        }
    }
}
