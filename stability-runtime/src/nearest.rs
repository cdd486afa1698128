//! The word that was probably meant.

use alloc::vec::Vec;

/// The longest word that is compared letter by letter, in letters: who writes more has not slipped.
const LONGEST: usize = 64;
/// How many candidates are looked at. Nobody has written so many names by hand.
const MOST: usize = 1000;

/// The candidate nearest to `word`, if one is near: one slip of the hand in three letters, letter case aside.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if letters(word).nth(LONGEST).is_some() {
        return None;
    }
    candidates
        .into_iter()
        .take(MOST)
        .filter(|candidate| letters(candidate).nth(LONGEST).is_none())
        .filter_map(|candidate| {
            let most = (candidate.chars().count() / 3).max(1);
            // What differs more in length cannot be near.
            let longer = letters(word).count().abs_diff(letters(candidate).count());
            let distance = (longer <= most).then(|| distance(word, candidate))?;
            (distance <= most).then_some((distance, candidate))
        })
        .min()
        .map(|(_, candidate)| candidate)
}

fn letters(word: &str) -> impl Iterator<Item = char> {
    word.chars().flat_map(char::to_lowercase)
}

/// How many letters must be put in, left out, changed or swapped with their neighbour to turn `from` into `to`.
fn distance(from: &str, to: &str) -> usize {
    let from: Vec<char> = letters(from).collect();
    let to: Vec<char> = letters(to).collect();
    let mut rows: Vec<Vec<usize>> = Vec::with_capacity(from.len() + 1);
    rows.push((0..=to.len()).collect());
    for i in 1..=from.len() {
        let above = &rows[i - 1];
        let mut row = Vec::with_capacity(to.len() + 1);
        row.push(i);
        for j in 1..=to.len() {
            let changed = above[j - 1] + usize::from(from[i - 1] != to[j - 1]);
            let mut least = changed.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[from.len()][to.len()]
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, MOST, distance, nearest};

    #[test]
    fn distances_count_letters() {
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("Memory", "memory"), 0);
        assert_eq!(distance("teir", "tier"), 1);
    }

    #[test]
    fn only_a_near_word_is_offered() {
        let areas = ["Memory", "Telemetry", "CLI"];
        assert_eq!(nearest("Memmory", areas), Some("Memory"));
        assert_eq!(nearest("cli", areas), Some("CLI"));
        assert_eq!(nearest("Routes", areas), None);
        assert_eq!(nearest("name", ["note"]), None);
        assert_eq!(nearest("anything", []), None);
    }

    /// One comparison takes as many steps as the lengths multiplied, and there may be as many of them as items times areas.
    #[test]
    fn a_long_word_and_the_candidates_beyond_a_number_are_not_compared() {
        let (long, longer) = ("x".repeat(LONGEST), "x".repeat(LONGEST + 1));
        assert_eq!(nearest(&long, [long.as_str()]), Some(long.as_str()));
        assert_eq!(nearest(&longer, [longer.as_str()]), None);
        assert_eq!(nearest(&longer, [long.as_str()]), None);
        let mut asked = 0;
        let candidates = core::iter::repeat_n("else", 1_000_000).inspect(|_| asked += 1);
        assert_eq!(nearest("tier", candidates), None);
        assert_eq!(asked, MOST);
    }
}
