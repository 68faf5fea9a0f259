//! Rule 8: words that sort people, order them about, praise them, or pretend to feel with them.

use crate::lint::phrase::Phrase;
use crate::lint::rule::{Check, Context, declare};
use crate::lint::rules::phrases;
use crate::script::finding::Finding;

declare! {
    /// # What it does
    ///
    /// Reports diagnoses, labels, orders, praise and stock empathy, as whole words, in every text and label. Citations
    /// are exempt. What only the bot must not say may stand in a choice, or in quotation marks.
    ///
    /// # Why
    ///
    /// A label is a door that shuts: somebody who was called a type stops looking. An order invites a yes or a no, not
    /// a thought. Praise for answering teaches to perform. And a script that says it understands is not telling the truth.
    ///
    /// # Example
    ///
    /// ```toml
    /// reflect = "Great job. It sounds like you are avoidant. You should tell your partner."
    /// ```
    ///
    /// # Instead
    ///
    /// ```toml
    /// reflect = "You step back first. Then you miss them. Both are in your answer."
    /// ```
    ///
    /// Say what was said, add one thing, and ask.
    RULE = "label-words", Some(8), "a diagnosis, a label, an order, praise, or stock empathy", Check::Pack(check)
}

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    phrases::check(cx, &RULE, LIST, findings);
}

const DIAGNOSIS: &str = "it is the name of an illness; say what somebody does or feels";
const TYPE: &str = "it sorts people into types; say what happens between them";
const BLAME: &str = "it judges somebody who is not here; say what they did, in plain words";
const WORTH: &str = "it calls somebody broken; say what hurts";
const ORDER: &str = "the member decides; ask what they would do, or what would change";
const SOFT_ORDER: &str = "it can be heard as an order; say what is possible";
const SMALL: &str = "it makes the thing small; leave the word out";
const PRAISE: &str = "praise for answering teaches to perform; say what follows from the answer";
const EMPATHY: &str = "it is a script and does not feel; leave it out";
const COMFORT: &str = "nobody can know that; a fact calms better";
const ASSUMES: &str = "it assumes what happened; never ask for the event";

/// Words before which "you have to" is a question, a condition or a relief.
const NOT_AN_ORDER: &[&str] = &[
    "do", "did", "does", "would", "will", "might", "could", "if", "when", "what", "whatever",
    "nothing", "anything", "all", "that", "think", "felt", "feel",
];
/// Words after which "just" tells the time, or is part of a comparison.
const TIME: &[&str] = &[
    "before", "after", "now", "then", "as", "like", "in", "when", "behind", "outside", "enough",
];
const NO: &[&str] = &["no", "not", "a", "never"];

/// The phrases, each with a reason.
const LIST: &[Phrase] = &[
    Phrase::error("diagnosis", DIAGNOSIS).after(NO),
    Phrase::error("diagnose", DIAGNOSIS),
    Phrase::error("diagnosed", DIAGNOSIS),
    Phrase::error("disorder", DIAGNOSIS),
    Phrase::error("disorders", DIAGNOSIS),
    Phrase::error("symptom", DIAGNOSIS),
    Phrase::error("symptoms", DIAGNOSIS),
    Phrase::error("syndrome", DIAGNOSIS),
    Phrase::error("pathological", DIAGNOSIS),
    Phrase::error("mental illness", DIAGNOSIS),
    Phrase::error("mentally ill", DIAGNOSIS),
    Phrase::error("depressed", DIAGNOSIS),
    Phrase::error("bipolar", DIAGNOSIS),
    Phrase::error("borderline", DIAGNOSIS),
    Phrase::error("ptsd", DIAGNOSIS),
    Phrase::error("adhd", DIAGNOSIS),
    Phrase::error("autistic", DIAGNOSIS),
    Phrase::error("neurotic", DIAGNOSIS),
    Phrase::error("psychotic", DIAGNOSIS),
    Phrase::error("paranoid", DIAGNOSIS),
    Phrase::error("narcissist", DIAGNOSIS),
    Phrase::error("narcissists", DIAGNOSIS),
    Phrase::error("narcissism", DIAGNOSIS),
    Phrase::error("narcissistic", DIAGNOSIS),
    Phrase::error("psychopath", DIAGNOSIS),
    Phrase::error("sociopath", DIAGNOSIS),
    Phrase::error("avoidant", TYPE),
    Phrase::error("anxious attachment", TYPE),
    Phrase::error("anxiously attached", TYPE),
    Phrase::error("anxious type", TYPE),
    Phrase::error("attachment style", TYPE),
    Phrase::error("attachment styles", TYPE),
    Phrase::error("attachment type", TYPE),
    Phrase::error("disorganized", TYPE),
    Phrase::error("securely attached", TYPE),
    Phrase::error("insecurely attached", TYPE),
    Phrase::error("codependent", TYPE),
    Phrase::error("co dependent", TYPE),
    Phrase::error("codependency", TYPE),
    Phrase::error("commitment phobe", TYPE),
    Phrase::error("commitment phobic", TYPE),
    Phrase::error("commitment issues", TYPE),
    Phrase::error("abandonment issues", TYPE),
    Phrase::error("trust issues", TYPE),
    Phrase::error("daddy issues", TYPE),
    Phrase::error("mommy issues", TYPE),
    Phrase::error("emotionally unavailable", TYPE),
    Phrase::error("trauma bond", TYPE),
    Phrase::error("trauma bonding", TYPE),
    Phrase::error("toxic", BLAME),
    Phrase::error("gaslight", BLAME),
    Phrase::error("gaslighting", BLAME),
    Phrase::error("gaslighter", BLAME),
    Phrase::error("love bombing", BLAME),
    Phrase::error("manipulative", BLAME),
    Phrase::error("manipulator", BLAME),
    Phrase::error("abuser", BLAME),
    Phrase::error("red flag", BLAME),
    Phrase::error("red flags", BLAME),
    Phrase::error("dysfunctional", WORTH),
    Phrase::error("abnormal", WORTH),
    Phrase::error("damaged", WORTH),
    Phrase::error("crazy", WORTH),
    Phrase::error("insane", WORTH),
    Phrase::error("psycho", WORTH),
    Phrase::error("hysterical", WORTH),
    Phrase::error("clingy", WORTH),
    Phrase::error("needy", WORTH),
    Phrase::error("too sensitive", WORTH),
    Phrase::error("oversensitive", WORTH),
    Phrase::error("your trauma", ASSUMES),
    Phrase::error("your traumas", ASSUMES),
    Phrase::error("your childhood trauma", ASSUMES),
    Phrase::error("you should", ORDER),
    Phrase::error("you should've", ORDER),
    Phrase::error("you shouldn't", ORDER),
    Phrase::error("you must", ORDER),
    Phrase::error("you mustn't", ORDER),
    Phrase::error("you ought to", ORDER),
    Phrase::error("you'd better", ORDER),
    Phrase::error("you had better", ORDER),
    Phrase::error("why don't you", ORDER),
    Phrase::error("stop being", ORDER),
    Phrase::warning("you need to", SOFT_ORDER)
        .after(NOT_AN_ORDER)
        .unless_condition(),
    Phrase::warning("you have to", SOFT_ORDER)
        .after(NOT_AN_ORDER)
        .unless_condition(),
    Phrase::error("just", SMALL).before(TIME),
    Phrase::error("great job", PRAISE),
    Phrase::error("good job", PRAISE),
    Phrase::error("well done", PRAISE),
    Phrase::error("proud of you", PRAISE),
    Phrase::error("good for you", PRAISE),
    Phrase::error("great answer", PRAISE),
    Phrase::error("good answer", PRAISE),
    Phrase::error("great question", PRAISE),
    Phrase::error("good question", PRAISE),
    Phrase::error("thank you for sharing", PRAISE),
    Phrase::error("thanks for sharing", PRAISE),
    Phrase::error("brave of you", PRAISE),
    Phrase::bot("that's brave", PRAISE),
    Phrase::bot("that is brave", PRAISE),
    Phrase::bot("amazing", PRAISE),
    Phrase::bot("awesome", PRAISE),
    Phrase::bot("i understand", EMPATHY),
    Phrase::bot("i'm sorry", EMPATHY),
    Phrase::bot("i am sorry", EMPATHY),
    Phrase::bot("i feel", EMPATHY),
    Phrase::bot("i hear you", EMPATHY),
    Phrase::bot("i know how", EMPATHY),
    Phrase::bot("i can imagine", EMPATHY),
    Phrase::bot("that must be hard", EMPATHY),
    Phrase::bot("that must have been", EMPATHY),
    Phrase::bot("that sounds hard", EMPATHY),
    Phrase::bot("that sounds really", EMPATHY),
    Phrase::bot("it sounds like", EMPATHY),
    Phrase::bot("sounds like you", EMPATHY),
    Phrase::bot("don't worry", COMFORT),
    Phrase::bot("you are not alone", COMFORT),
    Phrase::bot("you're not alone", COMFORT),
    Phrase::bot("everything will be", COMFORT),
    Phrase::bot("it will get better", COMFORT),
    Phrase::bot("many people feel this way", COMFORT),
];

#[cfg(test)]
mod tests {
    use crate::lint::testing::{Folder, check};

    #[test]
    fn plain_words_quotes_and_a_members_own_words_are_fine() {
        check(
            "label-words",
            "[[node]]\nid='a'\ndepth='L'\nend=true\n\
             text='This is not a diagnosis. What happens just before? \"I feel far away\" is one way to say it.'\n\
             [[node.choice]]\nid='f'\nlabel='I feel nothing'\nreflect='Nothing you have to prove. Do you need to go? To see it, you need to look.'\n",
            &[],
        );
    }

    #[test]
    fn labels_orders_praise_and_empathy_are_reported_where_they_stand() {
        let toml = "[[node]]\nid='a'\ndepth='L'\nend=true\ntext='You should go. You need to leave.'\n\
             [[node.choice]]\nid='f'\nlabel='They are a Narcissist'\nreflect=\"Well done. I’m sorry. Just leave.\"\n";
        check(
            "label-words",
            toml,
            &[
                "error: the text of `a` says `you should`",
                "warning: the text of `a` says `you need to`",
                "error: a choice of `a` says `narcissist`",
                "error: a reflection of `a` says `well done`",
                "error: a reflection of `a` says `i'm sorry`",
                "error: a reflection of `a` says `just`",
            ],
        );
        let folder = Folder::read(toml);
        let input = folder.input();
        let findings = crate::lint::check(&input);
        let narcissist = findings
            .iter()
            .find(|f| f.message.contains("narcissist"))
            .unwrap();
        let place = narcissist.place.as_ref().unwrap();
        let file = input.script.sources.get(place.file).unwrap();
        assert_eq!(&file.text[place.span.clone()], "Narcissist");
    }
}
