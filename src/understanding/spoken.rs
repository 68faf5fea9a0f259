//! Short ways of writing -> the words that rules are written in: `dont`, `don't` and `do not` are one.

/// The words that `token` stands for, when it is a short form. Tokens are small ASCII letters, digits and apostrophes.
pub(crate) fn full(token: &str) -> Option<&'static str> {
    if token.len() > PACKED_BYTES {
        return None;
    }
    let at = PACKED.binary_search(&pack(token.as_bytes())).ok()?;
    SHORT.get(at).map(|(_, full)| *full)
}

/// The longest short form that can be packed, in bytes.
const PACKED_BYTES: usize = 16;

/// The short forms as numbers in the order of the table, which are faster to compare.
static PACKED: [u128; SHORT.len()] = {
    let mut packed = [0; SHORT.len()];
    let mut at = 0;
    while at < SHORT.len() {
        packed[at] = pack(SHORT[at].0.as_bytes());
        at += 1;
    }
    packed
};

/// Up to 16 letters as a number that keeps their order.
const fn pack(letters: &[u8]) -> u128 {
    let mut packed = 0;
    let mut at = 0;
    while at < PACKED_BYTES {
        let letter = if at < letters.len() { letters[at] } else { 0 };
        packed = (packed << 8) | letter as u128;
        at += 1;
    }
    packed
}

/// A token with an apostrophe in it, cut where the short form begins: `he'll` -> `he` and `will`.
pub(crate) fn apart(token: &str) -> Option<(&str, &'static str)> {
    let (stem, tail) = token.rsplit_once('\'')?;
    match tail {
        "t" => {
            let stem = stem.strip_suffix('n')?;
            let stem = match stem {
                "ca" => "can",
                "wo" => "will",
                "ai" => "is",
                "sha" => "shall",
                other => other,
            };
            Some((stem, " not"))
        }
        "m" if stem == "i" => Some((stem, " am")),
        "re" => Some((stem, " are")),
        "ve" => Some((stem, " have")),
        "ll" => Some((stem, " will")),
        "d" => Some((stem, " would")),
        "s" if stem == "let" => Some((stem, " us")),
        "s" if IS.contains(&stem) => Some((stem, " is")),
        "s" => Some((stem, "s")),
        _ => None,
    }
}

/// Words after which `'s` is nearly always `is`.
const IS: [&str; 18] = [
    "he",
    "she",
    "it",
    "that",
    "what",
    "there",
    "here",
    "who",
    "where",
    "how",
    "everything",
    "something",
    "nothing",
    "everyone",
    "someone",
    "one",
    "when",
    "why",
];

/// Short forms and what they stand for, in order.
static SHORT: [(&str, &str); 179] = [
    ("abt", "about"),
    ("aint", "is not"),
    ("alr", "already"),
    ("any1", "anyone"),
    ("anybody", "anyone"),
    ("arent", "are not"),
    ("av", "have"),
    ("b4", "before"),
    ("bc", "because"),
    ("bcs", "because"),
    ("bcuz", "because"),
    ("bday", "birthday"),
    ("bf", "boyfriend"),
    ("bfs", "boyfriends"),
    ("bros", "brothers"),
    ("cannot", "can not"),
    ("cant", "can not"),
    ("convo", "conversation"),
    ("cos", "because"),
    ("coulda", "could have"),
    ("couldnt", "could not"),
    ("coz", "because"),
    ("cus", "because"),
    ("cuz", "because"),
    ("dad", "father"),
    ("daddy", "father"),
    ("dads", "fathers"),
    ("didnt", "did not"),
    ("doesnt", "does not"),
    ("doin", "doing"),
    ("dont", "do not"),
    ("donut", "do not"),
    ("dunno", "do not know"),
    ("em", "them"),
    ("every1", "everyone"),
    ("everybody", "everyone"),
    ("everythings", "everything is"),
    ("feelin", "feeling"),
    ("finna", "going to"),
    ("fuckin", "fucking"),
    ("gf", "girlfriend"),
    ("gfs", "girlfriends"),
    ("gimme", "give me"),
    ("gna", "going to"),
    ("goin", "going"),
    ("gon", "going to"),
    ("gonna", "going to"),
    ("gotta", "got to"),
    ("gurl", "girl"),
    ("hadnt", "had not"),
    ("hafta", "have to"),
    ("hasnt", "has not"),
    ("havent", "have not"),
    ("havin", "having"),
    ("hed", "he would"),
    ("hes", "he is"),
    ("hows", "how is"),
    ("hubby", "husband"),
    ("iam", "i am"),
    ("id", "i would"),
    ("idc", "i do not care"),
    ("idk", "i do not know"),
    ("ik", "i know"),
    ("im", "i am"),
    ("ima", "i am going to"),
    ("imma", "i am going to"),
    ("irl", "in real life"),
    ("isnt", "is not"),
    ("itd", "it would"),
    ("itll", "it will"),
    ("its", "it is"),
    ("ive", "i have"),
    ("kinda", "kind of"),
    ("kno", "know"),
    ("knw", "know"),
    ("lemme", "let me"),
    ("lets", "let us"),
    ("lookin", "looking"),
    ("luv", "love"),
    ("mam", "mother"),
    ("mama", "mother"),
    ("mate", "friend"),
    ("mates", "friends"),
    ("meself", "myself"),
    ("missus", "wife"),
    ("mom", "mother"),
    ("mommy", "mother"),
    ("moms", "mothers"),
    ("msg", "message"),
    ("msgs", "messages"),
    ("mum", "mother"),
    ("mummy", "mother"),
    ("mums", "mothers"),
    ("mustnt", "must not"),
    ("mysef", "myself"),
    ("mysel", "myself"),
    ("myslef", "myself"),
    ("n", "and"),
    ("nd", "and"),
    ("neednt", "need not"),
    ("nobody", "no one"),
    ("noone", "no one"),
    ("nothin", "nothing"),
    ("nth", "nothing"),
    ("nuthin", "nothing"),
    ("omw", "on my way"),
    ("oughta", "ought to"),
    ("outta", "out of"),
    ("papa", "father"),
    ("pleez", "please"),
    ("pls", "please"),
    ("plz", "please"),
    ("ppl", "people"),
    ("prob", "probably"),
    ("probs", "probably"),
    ("prolly", "probably"),
    ("r", "are"),
    ("rlly", "really"),
    ("rly", "really"),
    ("rn", "right now"),
    ("shes", "she is"),
    ("shoulda", "should have"),
    ("shouldnt", "should not"),
    ("smth", "something"),
    ("some1", "someone"),
    ("somebody", "someone"),
    ("spose", "suppose"),
    ("srsly", "seriously"),
    ("sry", "sorry"),
    ("stepdad", "stepfather"),
    ("stepmom", "stepmother"),
    ("stepmum", "stepmother"),
    ("sth", "something"),
    ("sumthin", "something"),
    ("talkin", "talking"),
    ("thats", "that is"),
    ("theres", "there is"),
    ("theyll", "they will"),
    ("theyre", "they are"),
    ("theyve", "they have"),
    ("tho", "though"),
    ("thru", "through"),
    ("thx", "thanks"),
    ("tmr", "tomorrow"),
    ("tmrw", "tomorrow"),
    ("tn", "tonight"),
    ("tonite", "tonight"),
    ("tryin", "trying"),
    ("tryna", "trying to"),
    ("txt", "text"),
    ("txts", "texts"),
    ("ty", "thanks"),
    ("u", "you"),
    ("ur", "your"),
    ("ure", "you are"),
    ("w", "with"),
    ("wana", "want to"),
    ("wanna", "want to"),
    ("wannna", "want to"),
    ("wasnt", "was not"),
    ("werent", "were not"),
    ("weve", "we have"),
    ("whats", "what is"),
    ("whos", "who is"),
    ("wifey", "wife"),
    ("wnt", "want"),
    ("wont", "will not"),
    ("woulda", "would have"),
    ("wouldnt", "would not"),
    ("wouldve", "would have"),
    ("wud", "would"),
    ("ya", "you"),
    ("yall", "you all"),
    ("youd", "you would"),
    ("youll", "you will"),
    ("youre", "you are"),
    ("youve", "you have"),
    ("yr", "your"),
    ("yrs", "years"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        assert!(SHORT.is_sorted());
        assert_eq!(full("dont"), Some("do not"));
        assert_eq!(apart("won't"), Some(("will", " not")));
    }
}
