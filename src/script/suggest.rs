//! "Did you mean": the nearest known word to a mistyped one.

/// The known word nearest to `word`, if it is near enough to be worth naming.
///
/// Near means at most a third of the letters differ (Damerau–Levenshtein), so `txt` finds `text` and `foo` finds nothing.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, candidate)| {
            distance * 3 <= word.chars().count().max(candidate.chars().count())
        })
        .min()
        .map(|(_, candidate)| candidate)
}

/// A help line for an unknown word: the nearest known one, or what there is to choose from.
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    if let Some(near) = nearest(word, known.clone()) {
        return format!("did you mean `{near}`?");
    }
    let mut all: Vec<&str> = known.into_iter().collect();
    all.sort_unstable();
    let more = all.len().saturating_sub(12);
    all.truncate(12);
    let listed = all
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ");
    match (all.is_empty(), more) {
        (true, _) => "there is nothing here to choose from yet".to_owned(),
        (false, 0) => format!("known here: {listed}"),
        (false, more) => format!("known here: {listed} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_found_and_far_ones_are_not() {
        let known = ["text", "next", "claims", "come-back"];
        assert_eq!(nearest("txet", known), Some("text"));
        assert_eq!(nearest("comeback", known), Some("come-back"));
        assert_eq!(nearest("zzzz", known), None);
        assert_eq!(did_you_mean("zzzz", ["a", "b"]), "known here: `a`, `b`");
    }
}
