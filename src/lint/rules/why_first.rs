//! Rule 10: themes that begin with why.

use crate::lint::rule::{Check, Context, declare};
use crate::script::finding::Finding;
use crate::script::pack::{Node, Pack, Target, Theme};

declare! {
    /// # What it does
    ///
    /// Warns when the first question of a theme begins with "why".
    ///
    /// # Why
    ///
    /// Why asks for a reason, and the nearest reason is often blame. What, how and when are near and concrete.
    ///
    /// # Example
    ///
    /// ```toml
    /// text = "Why do you push people away?"
    /// ```
    ///
    /// # Instead
    ///
    /// ```toml
    /// text = "What happens right before you want to leave the room?"
    /// ```
    RULE = "why-first", Some(10), "a theme that begins with why", Check::Pack(check)
}

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    for (_, theme) in cx.pack.choosable() {
        let Some(node) = first_question(cx.pack, theme) else {
            continue;
        };
        if asks_why(&node.text.shown()) {
            let message = format!("the theme `{}` begins with a why", theme.id);
            let finding = Finding::warning(RULE.id, message)
                .at(&node.text_place)
                .help("ask what, how or when first");
            findings.push(finding);
        }
    }
}

/// The first node along `next` that asks something.
fn first_question<'p>(pack: &'p Pack, theme: &Theme) -> Option<&'p Node> {
    let mut at = theme.start;
    for _ in 0..=theme.nodes.len() {
        let node = pack.node(at);
        if node.is_question() {
            return Some(node);
        }
        let Some(Target::Node(next)) = node.next else {
            return None;
        };
        at = next;
    }
    None
}

/// Whether the first sentence with a question mark begins with "why".
fn asks_why(text: &str) -> bool {
    let Some((before, _)) = text.split_once('?') else {
        return false;
    };
    let sentence = before.rsplit(['.', '!', ':', '\n']).next().unwrap_or("");
    let first = sentence.split_whitespace().next().unwrap_or("");
    first
        .trim_matches(|c: char| !c.is_alphabetic())
        .eq_ignore_ascii_case("why")
}

#[cfg(test)]
mod tests {
    use crate::lint::testing::check;

    #[test]
    fn what_first_and_why_later_is_fine() {
        check(
            "why-first",
            "[[node]]\nid='a'\ndepth='L'\ntext='Why this? Read on.'\nnext='b'\n\
             [[node]]\nid='b'\ndepth='L'\ntext='This is why I ask: what happens then? Why?'\nend=true\nanswer={kind='text',label='l'}\n",
            &[],
        );
    }

    #[test]
    fn why_first_is_reported() {
        check(
            "why-first",
            "[[node]]\nid='a'\ndepth='L'\ntext='Think of a door. Why do you close it?'\nend=true\nanswer={kind='text',label='l'}\n",
            &["warning: the theme `t` begins with a why"],
        );
    }
}
