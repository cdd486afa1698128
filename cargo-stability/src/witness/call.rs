//! A call of a function with arguments of the types that it took, and what can be asked of it.

use stability_policy::shape::model::Function;

use super::compile::Question;
use super::params::Params;

/// A call of a function.
pub struct Call {
    /// The path of the function.
    pub path: String,
    /// The arguments for its parameters; empty where rustc infers them.
    pub turbofish: String,
    pub arguments: Vec<String>,
    pub is_unsafe: bool,
    pub params: Params,
    /// Its own lifetimes.
    pub late: Vec<String>,
    /// The types of its arguments.
    pub inputs: Vec<String>,
    /// Whether the result is that of an `async fn` itself.
    pub is_awaited: bool,
}

impl Call {
    /// Lets rustc infer the arguments for its parameters.
    pub fn infer(&mut self) {
        self.turbofish.clear();
    }

    /// Lets anything be the argument at this place.
    pub fn leave_open(&mut self, at: usize) {
        if let Some(argument) = self.arguments.get_mut(at) {
            "any()".clone_into(argument);
        }
    }

    fn target(&self) -> String {
        format!("{}{}", self.path, self.turbofish)
    }

    fn result(&self) -> String {
        let call = format!("{}({})", self.target(), self.arguments.join(", "));
        let wait = if self.is_awaited { ".await" } else { "" };
        if self.is_unsafe {
            format!("unsafe {{ {call} }}{wait}")
        } else {
            format!("{call}{wait}")
        }
    }

    /// The call of a method by its receiver, whatever it returns.
    pub fn by_receiver(&self) -> Question {
        let all = self.all();
        let name = self.path.rsplit("::").next().unwrap_or(&self.path);
        let (receiver, others) = match self.arguments.split_first() {
            Some((receiver, others)) => (receiver.as_str(), others.join(", ")),
            None => ("", String::new()),
        };
        let call = format!("{receiver}.{name}{}({others})", self.turbofish);
        let call = if self.is_unsafe {
            format!("unsafe {{ {call} }}")
        } else {
            call
        };
        Question {
            setup: format!("fn new{}({}){} {{", all.list(), self.parameters(), all.clause()),
            usage: format!("let _ = {call};"),
            end: "}".to_owned(),
            ..Question::default()
        }
    }

    /// The call, whatever it returns.
    pub fn alone(&self) -> Question {
        let all = self.all();
        Question {
            setup: format!("fn new{}({}){} {{", all.list(), self.parameters(), all.clause()),
            usage: format!("let _ = {};", self.result()),
            end: "}".to_owned(),
            ..Question::default()
        }
    }

    /// The call, and what is done with the value that it returns.
    pub fn followed_by(&self, rest: &str) -> Question {
        let alone = self.alone();
        Question {
            usage: format!("let mut it = {}; let _ = it{rest};", self.result()),
            ..alone
        }
    }

    /// The function as a pointer to one that was declared as it was.
    pub fn pointer(&self, output: &str, function: &Function) -> Question {
        let inputs = self.inputs.join(", ");
        let parameters = self.parameters();
        let all = self.all();
        let (params, binder) = if function.early == 0 && !self.late.is_empty() {
            (&self.params, format!("for<{}> ", self.late.join(", ")))
        } else {
            (&all, String::new())
        };
        let unsafe_ = if function.is_unsafe { "unsafe " } else { "" };
        let abi = if function.abi.is_empty() {
            String::new()
        } else {
            format!("extern {:?} ", function.abi)
        };
        Question {
            setup: format!(
                "fn old{}({parameters}) -> {output}{} {{ loop {{}} }}\nfn new{}(){} {{",
                all.list(),
                all.clause(),
                params.list(),
                params.clause()
            ),
            usage: format!(
                "let _: {binder}{unsafe_}{abi}fn({inputs}) -> {output} = {};",
                self.target()
            ),
            end: "}".to_owned(),
            ..Question::default()
        }
    }

    /// A call of it in a constant function.
    pub fn in_constant(&self, output: &str) -> Question {
        let all = self.all();
        let (list, clause) = (all.list(), all.clause());
        Question {
            usage: format!(
                "const fn new{list}({}) -> {output}{clause} {{ {} }}",
                self.parameters(),
                self.result()
            ),
            ..Question::default()
        }
    }

    /// Requires a trait of every type that the caller chooses; `false` where the caller chooses no type.
    pub fn require_of_parameters(&mut self, of: &str) -> bool {
        let types: Vec<String> = self
            .params
            .declared
            .iter()
            .filter(|it| !it.starts_with("const "))
            .cloned()
            .collect();
        self.params.bounds.extend(types.iter().map(|it| format!("{it}: {of}")));
        let takes_unnamed = self.inputs.iter().any(|it| it.contains("(impl "));
        for input in &mut self.inputs {
            *input = input.replace("(impl ", &format!("(impl {of} + "));
        }
        takes_unnamed || !types.is_empty()
    }

    fn parameters(&self) -> String {
        let parameters = self.inputs.iter().enumerate().map(|(at, ty)| format!("p{at}: {ty}"));
        parameters.collect::<Vec<_>>().join(", ")
    }

    fn all(&self) -> Params {
        Params {
            lifetimes: [self.params.lifetimes.clone(), self.late.clone()].concat(),
            ..self.params.clone()
        }
    }

    /// That it returns this type, after `.await`.
    pub fn being(&self, output: &str, wait: &str, start: &str) -> Question {
        let all = self.all();
        Question {
            setup: format!(
                "fn old{}({}) -> {output}{} {{ loop {{}} }}\n{start}fn new{}({}){} {{",
                all.list(),
                self.parameters(),
                all.clause(),
                all.list(),
                self.parameters(),
                all.clause()
            ),
            usage: format!("let _: PhantomData<*mut {output}> = of(&{}{wait});", self.result()),
            end: "}".to_owned(),
            ..Question::default()
        }
    }

    /// That what it returns has these bounds, and outlives all lifetimes but these.
    pub fn returning(&self, bounds: &str, captured: &[String]) -> Question {
        let all = self.all();
        let captured: Vec<String> = captured
            .iter()
            .map(|lifetime| format!(" + Captures<&{lifetime} ()>"))
            .collect();
        let captured = captured.concat();
        Question {
            setup: format!(
                "fn new{}({}) -> impl {bounds}{captured}{} {{",
                all.list(),
                self.parameters(),
                all.clause()
            ),
            usage: self.result(),
            end: "}".to_owned(),
            ..Question::default()
        }
    }

    /// That what it returns has these bounds.
    pub fn having(&self, bounds: &str) -> Question {
        let all = self.all();
        let mut checked = all.clone();
        checked.push("R");
        checked.bounds.push(format!("R: {bounds}"));
        let args: Vec<&str> = all.names().chain(["_"]).collect();
        Question {
            setup: format!(
                "fn has{}(_: R){} {{}}\n{}fn new{}({}){} {{",
                checked.list(),
                checked.clause(),
                if self.is_awaited { "async " } else { "" },
                all.list(),
                self.parameters(),
                all.clause()
            ),
            usage: format!("has::<{}>({});", args.join(", "), self.result()),
            end: "}".to_owned(),
            ..Question::default()
        }
    }
}
