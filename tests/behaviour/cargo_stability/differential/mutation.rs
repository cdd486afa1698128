//! Changes of signatures.

use super::draw::Draw;
use super::signature::{GENERALIZED, Signature};
use super::ty::{STATIC, Ty};

impl Signature {
    /// A change, by its name.
    pub fn changed(&self, draw: &mut Draw) -> (&'static str, Self) {
        loop {
            let mut new = self.clone();
            let at = draw.below(self.inputs.len().max(1));
            let kind = match draw.below(22) {
                0..5 => "respelled",
                5 if !self.inputs.is_empty() => {
                    new.inputs[at] = Ty::other(draw, &self.inputs[at]);
                    "parameter of another type"
                }
                6 if self.inputs.len() > 1 => {
                    let other = (at + 1) % self.inputs.len();
                    new.inputs.swap(at, other);
                    "parameters reordered"
                }
                7 => {
                    new.inputs.insert(at, Ty::closed(draw, 1));
                    "parameter added"
                }
                8 if !self.inputs.is_empty() => {
                    new.inputs.remove(at);
                    "parameter removed"
                }
                9 => {
                    new.output = Ty::other(draw, &self.output);
                    "output of another type"
                }
                10 if !self.params.is_empty() => {
                    let bounds = draw.pick(&[0, 1, 2, 3, 4, 5, 6, 8, 9, 11, 12, 13, 16]);
                    new.params[0].push(*bounds);
                    "bound added"
                }
                11 if self.params.iter().any(|it| !it.is_empty()) => {
                    new.params.iter_mut().for_each(|it| {
                        it.pop();
                    });
                    "bound removed"
                }
                12 if self.params.iter().any(|it| !it.is_empty()) => {
                    for bounds in &mut new.params {
                        for bound in bounds {
                            // To a supertrait, or to what follows from it.
                            *bound = match *bound {
                                1 => 0,
                                3 | 4 => 2,
                                5 => *draw.pick(&[2, 3, 4]),
                                15 => 16,
                                other => other,
                            };
                        }
                    }
                    "bound replaced by one that it implies"
                }
                13 => {
                    new.params.push(Vec::new());
                    let number = new.params.len() - 1;
                    let lifetimes = |ty: &Ty| {
                        let mut found = Vec::new();
                        ty.lifetimes(&mut found);
                        found
                    };
                    // What the output lends stays what it is.
                    let lent = lifetimes(&new.output);
                    let is_lent = |ty: &Ty| lifetimes(ty).iter().any(|it| lent.contains(it));
                    if draw.once_in(2)
                        && !new.inputs.is_empty()
                        && !new.inputs.iter().any(|it| matches!(it, Ty::Param(_)))
                        && !is_lent(&new.inputs[at])
                    {
                        new.inputs[at] = Ty::Param(number);
                        GENERALIZED
                    } else {
                        "type parameter added"
                    }
                }
                14 if self.params.len() == 1 => {
                    let concrete = Ty::closed(draw, 1);
                    for ty in new.inputs.iter_mut().chain([&mut new.output]) {
                        *ty = ty.with(&concrete);
                    }
                    new.params.clear();
                    "type parameter made concrete"
                }
                15 => {
                    new.is_unsafe = !self.is_unsafe;
                    if new.is_unsafe { "made unsafe" } else { "made safe" }
                }
                16 => {
                    new.is_const = !self.is_const;
                    if new.is_const { "made const" } else { "no longer const" }
                }
                17 => {
                    new.is_extern = !self.is_extern;
                    "another ABI"
                }
                18 if !self.is_const && !self.is_extern => {
                    new.is_async = true;
                    "made async"
                }
                19 if self.lifetimes().len() > 1 => {
                    new.each_lifetime(|it| if it == STATIC { it } else { 0 });
                    "lifetimes joined"
                }
                20 if !self.lifetimes().is_empty() => {
                    new.inputs
                        .iter_mut()
                        .for_each(|ty| ty.each_lifetime(&mut |it| if it == 0 { STATIC } else { it }));
                    if draw.once_in(2) {
                        new.output.each_lifetime(&mut |it| if it == 0 { STATIC } else { it });
                    }
                    let mut of_output = Vec::new();
                    let mut of_inputs = Vec::new();
                    new.output.lifetimes(&mut of_output);
                    new.inputs.iter().for_each(|ty| ty.lifetimes(&mut of_inputs));
                    if of_output.iter().any(|it| !of_inputs.contains(it)) {
                        continue;
                    }
                    "static parameter required"
                }
                21 if !self.lifetimes().is_empty() => {
                    new.output.each_lifetime(&mut |_| STATIC);
                    if new.output == self.output {
                        continue;
                    }
                    "static output given"
                }
                _ => continue,
            };
            return (kind, new);
        }
    }

    fn each_lifetime(&mut self, mut change: impl FnMut(usize) -> usize) {
        for ty in self.inputs.iter_mut().chain([&mut self.output]) {
            ty.each_lifetime(&mut change);
        }
    }
}

impl Ty {
    fn each_lifetime(&mut self, change: &mut dyn FnMut(usize) -> usize) {
        match self {
            Self::Reference(lifetime, _, ty) => {
                *lifetime = change(*lifetime);
                ty.each_lifetime(change);
            }
            Self::Std(_, types) | Self::Tuple(types) => types.iter_mut().for_each(|ty| ty.each_lifetime(change)),
            Self::Array(ty, _) | Self::Slice(ty) | Self::Alias(ty) => ty.each_lifetime(change),
            _ => {}
        }
    }

    /// Itself with a type in the place of the first parameter.
    fn with(&self, concrete: &Self) -> Self {
        let all = |types: &[Self]| types.iter().map(|ty| ty.with(concrete)).collect();
        match self {
            Self::Param(_) => concrete.clone(),
            Self::Std(which, types) => Self::Std(*which, all(types)),
            Self::Tuple(types) => Self::Tuple(all(types)),
            other => other.clone(),
        }
    }
}
