//! Rule 9: words that harm when the subject is death.

use crate::lint::phrase::Phrase;
use crate::lint::rule::{Check, Context, declare};
use crate::lint::rules::phrases;
use crate::script::finding::Finding;

declare! {
    /// # What it does
    ///
    /// Reports words for methods and places, "committed" and its kind, and promises that nobody can keep. Words that
    /// are often harmless, such as "bridge", are warnings.
    ///
    /// # Why
    ///
    /// Guidelines for writing about suicide agree: no method, no place, no word of crime or success. And a bot that
    /// promises to keep a secret, or that somebody is watching, may cost somebody the help they would have sought.
    ///
    /// # Example
    ///
    /// ```toml
    /// text = "Some people even commit suicide over a love like this."
    /// ```
    ///
    /// # Instead
    ///
    /// Leave it out. The support card has its own words; a node shows it with `support = "general"`.
    RULE = "safe-messaging", Some(9), "a word that harms when the subject is death", Check::Pack(check)
}

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    phrases::check(cx, &RULE, LIST, findings);
}

const CRIME: &str = "it speaks of a crime; say \"died by suicide\", or leave it out";
const SUCCESS: &str = "it speaks of success or failure; say \"survived\", or leave it out";
const CHEAP: &str = "it makes pain look like a trick; leave it out";
const METHOD: &str = "no methods; leave it out";
const METHOD_MAYBE: &str = "it can be read as a method; take another picture";
const PLACE_MAYBE: &str = "it can be read as a place to die; take another picture";
const PROMISE: &str = "nobody can keep this promise; say what is true";

/// The phrases, each with a reason.
const LIST: &[Phrase] = &[
    Phrase::error("commit suicide", CRIME),
    Phrase::error("commits suicide", CRIME),
    Phrase::error("committed suicide", CRIME),
    Phrase::error("committing suicide", CRIME),
    Phrase::error("successful suicide", SUCCESS),
    Phrase::error("completed suicide", SUCCESS),
    Phrase::error("complete suicide", SUCCESS),
    Phrase::error("failed suicide", SUCCESS),
    Phrase::error("failed attempt", SUCCESS),
    Phrase::error("unsuccessful attempt", SUCCESS),
    Phrase::error("suicide threat", CHEAP),
    Phrase::error("suicide victim", CHEAP),
    Phrase::error("suicide epidemic", CHEAP),
    Phrase::error("attention seeking", CHEAP),
    Phrase::error("cry for attention", CHEAP),
    Phrase::error("hang myself", METHOD),
    Phrase::error("hang yourself", METHOD),
    Phrase::error("hanged", METHOD),
    Phrase::error("hanging yourself", METHOD),
    Phrase::error("noose", METHOD),
    Phrase::error("overdose", METHOD),
    Phrase::error("overdosed", METHOD),
    Phrase::error("slit", METHOD),
    Phrase::error("cut myself", METHOD),
    Phrase::error("cut yourself", METHOD),
    Phrase::error("cutting yourself", METHOD),
    Phrase::error("razor blade", METHOD),
    Phrase::error("razor blades", METHOD),
    Phrase::error("shoot myself", METHOD),
    Phrase::error("shoot yourself", METHOD),
    Phrase::error("drown myself", METHOD),
    Phrase::error("drown yourself", METHOD),
    Phrase::error("jump off", METHOD),
    Phrase::error("jumped off", METHOD),
    Phrase::error("carbon monoxide", METHOD),
    Phrase::warning("sleeping pills", METHOD_MAYBE),
    Phrase::warning("pills", METHOD_MAYBE),
    Phrase::warning("razor", METHOD_MAYBE),
    Phrase::warning("knife", METHOD_MAYBE),
    Phrase::warning("knives", METHOD_MAYBE),
    Phrase::warning("gun", METHOD_MAYBE),
    Phrase::warning("pistol", METHOD_MAYBE),
    Phrase::warning("poison", METHOD_MAYBE),
    Phrase::warning("strangle", METHOD_MAYBE),
    Phrase::warning("bridge", PLACE_MAYBE),
    Phrase::warning("cliff", PLACE_MAYBE),
    Phrase::warning("rooftop", PLACE_MAYBE),
    Phrase::warning("balcony", PLACE_MAYBE),
    Phrase::warning("railway", PLACE_MAYBE),
    Phrase::warning("train tracks", PLACE_MAYBE),
    Phrase::error("nobody will ever know", PROMISE),
    Phrase::error("no one will ever know", PROMISE),
    Phrase::error("your secret is safe", PROMISE),
    Phrase::error("completely confidential", PROMISE),
    Phrase::error("totally confidential", PROMISE),
    Phrase::bot("i promise", PROMISE),
    Phrase::bot("i will always be here", PROMISE),
    Phrase::bot("i'll always be here", PROMISE),
    Phrase::bot("we will keep you safe", PROMISE),
];

#[cfg(test)]
mod tests {
    use crate::lint::testing::check;

    #[test]
    fn a_rope_with_two_ends_is_fine() {
        check(
            "safe-messaging",
            "[[node]]\nid='a'\ndepth='L'\ntext='A rope with two ends. A promise I made. An abridged text.'\nend=true\n",
            &[],
        );
    }

    #[test]
    fn methods_are_errors_and_dual_words_warnings() {
        check(
            "safe-messaging",
            "[[node]]\nid='a'\ndepth='L'\ntext='They committed suicide. A bridge. I promise.'\nend=true\n",
            &[
                "error: the text of `a` says `committed suicide`",
                "warning: the text of `a` says `bridge`",
                "error: the text of `a` says `i promise`",
            ],
        );
    }
}
