//! Conditions: a small pure expression language without loops and without effects.
//!
//! `side == 'in' and before >= 7 or not visited('door-near')`. A comparison with a variable that has no value yet is false,
//! except `!=`, which is true.

use crate::script::file::Depth;
use crate::script::pack::{NodeIx, ThemeIx, VarIx};

/// A condition, ready to be judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expr {
    /// Always, or never.
    Truth(bool),
    /// The variable's raw value compared with another raw value.
    Value(VarIx, Compare, u8),
    /// The variable has a value.
    Known(VarIx),
    /// One of the several is picked; the bit is its position.
    Has(VarIx, u8),
    /// How often the node was visited.
    Visits(NodeIx, Compare, u8),
    /// The theme was finished.
    Finished(ThemeIx),
    /// How deep the talk may go.
    Depth(Compare, Depth),
    /// Not.
    Not(Box<Self>),
    /// Both.
    And(Box<Self>, Box<Self>),
    /// One or both.
    Or(Box<Self>, Box<Self>),
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compare {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl Compare {
    /// Whether `left` stands in this relation to `right`.
    pub fn holds<T: Ord>(self, left: &T, right: &T) -> bool {
        match self {
            Self::Equal => left == right,
            Self::NotEqual => left != right,
            Self::Less => left < right,
            Self::LessOrEqual => left <= right,
            Self::Greater => left > right,
            Self::GreaterOrEqual => left >= right,
        }
    }
}

/// What a condition can ask about a talk.
pub trait Facts {
    /// The raw value of a variable; 0 when it has none.
    fn value(&self, variable: VarIx) -> u8;
    /// How often a node of the current theme was visited, at most 3.
    fn visits(&self, node: NodeIx) -> u8;
    /// Whether a theme was finished.
    fn finished(&self, theme: ThemeIx) -> bool;
    /// How deep the talk may go.
    fn depth(&self) -> Depth;
}

impl Expr {
    /// Judges the condition.
    pub fn holds(&self, facts: &impl Facts) -> bool {
        match self {
            Self::Truth(truth) => *truth,
            Self::Value(variable, compare, right) => match facts.value(*variable) {
                0 => *compare == Compare::NotEqual,
                left => compare.holds(&left, right),
            },
            Self::Known(variable) => facts.value(*variable) != 0,
            Self::Has(variable, bit) => {
                facts
                    .value(*variable)
                    .checked_shr(u32::from(*bit))
                    .unwrap_or(0)
                    & 1
                    == 1
            }
            Self::Visits(node, compare, right) => compare.holds(&facts.visits(*node), right),
            Self::Finished(theme) => facts.finished(*theme),
            Self::Depth(compare, right) => compare.holds(&facts.depth(), right),
            Self::Not(inner) => !inner.holds(facts),
            Self::And(left, right) => left.holds(facts) && right.holds(facts),
            Self::Or(left, right) => left.holds(facts) || right.holds(facts),
        }
    }

    /// Calls `see` with this condition and every part of it.
    pub fn walk(&self, see: &mut impl FnMut(&Self)) {
        see(self);
        match self {
            Self::Not(inner) => inner.walk(see),
            Self::And(left, right) | Self::Or(left, right) => {
                left.walk(see);
                right.walk(see);
            }
            _ => {}
        }
    }
}

/// The names that a condition may use; the resolver knows them.
pub trait Names {
    /// A variable's position and how to turn a written value into a raw one.
    fn variable(&self, name: &str) -> Result<VarIx, String>;
    /// A written value of a variable as a raw one.
    fn value(&self, variable: VarIx, written: &Literal) -> Result<u8, String>;
    /// Whether the variable holds several values.
    fn is_several(&self, variable: VarIx) -> bool;
    /// A node of the same theme.
    fn node(&self, name: &str) -> Result<NodeIx, String>;
    /// A theme.
    fn theme(&self, name: &str) -> Result<ThemeIx, String>;
}

/// A value as written in a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Literal {
    /// `'quiet'`
    Text(String),
    /// `7`
    Number(i64),
    /// `true`
    Truth(bool),
}

/// Longest condition, in bytes: a longer one is not readable anyway.
const EXPR_BYTES_MAX: usize = 400;

/// Reads a condition.
pub fn parse(text: &str, names: &impl Names) -> Result<Expr, String> {
    if text.len() > EXPR_BYTES_MAX {
        return Err(format!("a condition may have {EXPR_BYTES_MAX} characters"));
    }
    let mut parser = Parser {
        tokens: tokens(text)?,
        at: 0,
        names,
    };
    let expr = parser.either()?;
    match parser.peek() {
        None => Ok(expr),
        Some(token) => Err(format!("unexpected {} after the condition", token.shown())),
    }
}

/// A word of the expression language.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    /// A name or a keyword.
    Name(String),
    /// A value.
    Literal(Literal),
    /// A comparison.
    Compare(Compare),
    /// `(`
    Open,
    /// `)`
    Close,
    /// `,`
    Comma,
}

impl Token {
    /// The token as an author would recognise it.
    fn shown(&self) -> String {
        match self {
            Self::Name(name) => format!("`{name}`"),
            Self::Literal(Literal::Text(text)) => format!("`'{text}'`"),
            Self::Literal(Literal::Number(number)) => format!("`{number}`"),
            Self::Literal(Literal::Truth(truth)) => format!("`{truth}`"),
            Self::Compare(_) => "a comparison".to_owned(),
            Self::Open => "`(`".to_owned(),
            Self::Close => "`)`".to_owned(),
            Self::Comma => "`,`".to_owned(),
        }
    }
}

/// Splits a condition into its words.
fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut rest = text.trim_start();
    let mut out = Vec::new();
    while let Some(first) = rest.chars().next() {
        let (token, length) = match first {
            '(' => (Token::Open, 1),
            ')' => (Token::Close, 1),
            ',' => (Token::Comma, 1),
            '\'' | '"' => quoted(rest, first)?,
            '0'..='9' => number(rest)?,
            'a'..='z' | 'A'..='Z' => name(rest),
            _ => comparison(rest)?,
        };
        out.push(token);
        rest = rest.get(length..).unwrap_or("").trim_start();
    }
    Ok(out)
}

/// Reads `'quiet'`.
fn quoted(rest: &str, quote: char) -> Result<(Token, usize), String> {
    let inner = rest.get(1..).unwrap_or("");
    let end = inner
        .find(quote)
        .ok_or_else(|| "a quotation mark is not closed".to_owned())?;
    let text = inner.get(..end).unwrap_or("").to_owned();
    Ok((Token::Literal(Literal::Text(text)), end + 2))
}

/// Reads `7`.
fn number(rest: &str) -> Result<(Token, usize), String> {
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let number = digits
        .parse()
        .map_err(|_ignored: std::num::ParseIntError| format!("`{digits}` is too large"))?;
    Ok((Token::Literal(Literal::Number(number)), digits.len()))
}

/// Reads a name or a keyword.
fn name(rest: &str) -> (Token, usize) {
    let word: String = rest
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    let length = word.len();
    let token = match word.as_str() {
        "true" => Token::Literal(Literal::Truth(true)),
        "false" => Token::Literal(Literal::Truth(false)),
        _ => Token::Name(word),
    };
    (token, length)
}

/// Reads `==`, `!=`, `<`, `<=`, `>` or `>=`.
fn comparison(rest: &str) -> Result<(Token, usize), String> {
    [
        ("==", Compare::Equal),
        ("!=", Compare::NotEqual),
        ("<=", Compare::LessOrEqual),
        (">=", Compare::GreaterOrEqual),
        ("<", Compare::Less),
        (">", Compare::Greater),
    ]
    .into_iter()
    .find(|(sign, _)| rest.starts_with(sign))
    .map(|(sign, compare)| (Token::Compare(compare), sign.len()))
    .ok_or_else(|| {
        let sign = rest.chars().next().unwrap_or(' ');
        match sign {
            '=' => "a comparison is written `==`".to_owned(),
            '&' => "write `and`".to_owned(),
            '|' => "write `or`".to_owned(),
            '!' => "write `not`".to_owned(),
            _ => format!("unexpected `{sign}`"),
        }
    })
}

/// Deepest nesting of brackets and `not`.
const NESTING_MAX: usize = 16;

/// Reads tokens into an [`Expr`] by recursive descent.
struct Parser<'n, N> {
    tokens: Vec<Token>,
    at: usize,
    names: &'n N,
}

impl<N: Names> Parser<'_, N> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn next(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }

    fn take_word(&mut self, word: &str) -> bool {
        let hit = matches!(self.peek(), Some(Token::Name(name)) if name == word);
        self.at += usize::from(hit);
        hit
    }

    fn expect(&mut self, token: &Token) -> Result<(), String> {
        match self.next() {
            Some(found) if found == *token => Ok(()),
            Some(found) => Err(format!(
                "expected {}, found {}",
                token.shown(),
                found.shown()
            )),
            None => Err(format!("expected {} at the end", token.shown())),
        }
    }

    fn either(&mut self) -> Result<Expr, String> {
        let mut left = self.both(0)?;
        while self.take_word("or") {
            left = Expr::Or(Box::new(left), Box::new(self.both(0)?));
        }
        Ok(left)
    }

    fn both(&mut self, nesting: usize) -> Result<Expr, String> {
        let mut left = self.one(nesting)?;
        while self.take_word("and") {
            left = Expr::And(Box::new(left), Box::new(self.one(nesting)?));
        }
        Ok(left)
    }

    fn one(&mut self, nesting: usize) -> Result<Expr, String> {
        if nesting > NESTING_MAX || self.at > EXPR_BYTES_MAX {
            return Err("too many brackets".to_owned());
        }
        if self.take_word("not") {
            return Ok(Expr::Not(Box::new(self.one(nesting + 1)?)));
        }
        match self.next() {
            Some(Token::Open) => self.bracketed(nesting + 1),
            Some(Token::Literal(Literal::Truth(truth))) => Ok(Expr::Truth(truth)),
            Some(Token::Name(name)) if self.peek() == Some(&Token::Open) => self.call(&name),
            Some(Token::Name(name)) if name == "depth" => self.depth(),
            Some(Token::Name(name)) => self.variable(&name),
            Some(token) => Err(format!("a condition cannot begin with {}", token.shown())),
            None => Err("the condition is not complete".to_owned()),
        }
    }

    fn bracketed(&mut self, nesting: usize) -> Result<Expr, String> {
        let mut left = self.both(nesting)?;
        while self.take_word("or") {
            left = Expr::Or(Box::new(left), Box::new(self.both(nesting)?));
        }
        self.expect(&Token::Close)?;
        Ok(left)
    }

    fn compare(&mut self) -> Option<Compare> {
        if let Some(Token::Compare(compare)) = self.peek() {
            let compare = *compare;
            self.at += 1;
            return Some(compare);
        }
        None
    }

    fn literal(&mut self) -> Result<Literal, String> {
        match self.next() {
            Some(Token::Literal(literal)) => Ok(literal),
            Some(Token::Name(name)) => {
                Err(format!("a value is written in quotation marks: `'{name}'`"))
            }
            Some(token) => Err(format!("expected a value, found {}", token.shown())),
            None => Err("a value is missing at the end".to_owned()),
        }
    }

    fn variable(&mut self, name: &str) -> Result<Expr, String> {
        let variable = self.names.variable(name)?;
        let Some(compare) = self.compare() else {
            let yes = self
                .names
                .value(variable, &Literal::Truth(true))
                .map_err(|_ignored| format!("compare `{name}` with a value"))?;
            return Ok(Expr::Value(variable, Compare::Equal, yes));
        };
        let literal = self.literal()?;
        let raw = self.names.value(variable, &literal)?;
        Ok(Expr::Value(variable, compare, raw))
    }

    fn depth(&mut self) -> Result<Expr, String> {
        let compare = self
            .compare()
            .ok_or_else(|| "compare `depth` with 'L', 'M' or 'D'".to_owned())?;
        match self.literal()? {
            Literal::Text(text) if text == "L" => Ok(Expr::Depth(compare, Depth::Light)),
            Literal::Text(text) if text == "M" => Ok(Expr::Depth(compare, Depth::Middle)),
            Literal::Text(text) if text == "D" => Ok(Expr::Depth(compare, Depth::Deep)),
            _ => Err("a depth is 'L', 'M' or 'D'".to_owned()),
        }
    }

    /// An argument written with or without quotation marks.
    fn argument(&mut self) -> Result<String, String> {
        match self.next() {
            Some(Token::Name(name) | Token::Literal(Literal::Text(name))) => Ok(name),
            Some(token) => Err(format!("expected a name, found {}", token.shown())),
            None => Err("a name is missing at the end".to_owned()),
        }
    }

    fn call(&mut self, function: &str) -> Result<Expr, String> {
        self.expect(&Token::Open)?;
        let first = self.argument()?;
        let expr = match function {
            "known" => Expr::Known(self.names.variable(&first)?),
            "visited" => Expr::Visits(self.names.node(&first)?, Compare::GreaterOrEqual, 1),
            "visits" => return self.visits(&first),
            "finished" => Expr::Finished(self.names.theme(&first)?),
            "has" => return self.has(&first),
            _ => {
                let known = ["known", "visited", "visits", "finished", "has"];
                let help = crate::script::suggest::did_you_mean(function, known);
                return Err(format!("there is no `{function}(…)`; {help}"));
            }
        };
        self.expect(&Token::Close)?;
        Ok(expr)
    }

    fn visits(&mut self, node: &str) -> Result<Expr, String> {
        let node = self.names.node(node)?;
        self.expect(&Token::Close)?;
        let compare = self
            .compare()
            .ok_or_else(|| "compare `visits(…)` with a number".to_owned())?;
        match self.literal()? {
            Literal::Number(number @ 0..=3) => {
                let number = u8::try_from(number).unwrap_or(3);
                Ok(Expr::Visits(node, compare, number))
            }
            _ => Err("visits are counted from 0 to 3".to_owned()),
        }
    }

    fn has(&mut self, variable: &str) -> Result<Expr, String> {
        let name = variable;
        let variable = self.names.variable(name)?;
        if !self.names.is_several(variable) {
            return Err(format!("`{name}` holds one value; compare it by `==`"));
        }
        self.expect(&Token::Comma)?;
        let value = Literal::Text(self.argument()?);
        let raw = self.names.value(variable, &value)?;
        self.expect(&Token::Close)?;
        let bit = u8::try_from(raw.trailing_zeros()).unwrap_or(0);
        Ok(Expr::Has(variable, bit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Table;

    impl Names for Table {
        fn variable(&self, name: &str) -> Result<VarIx, String> {
            match name {
                "side" => Ok(VarIx(0)),
                "before" => Ok(VarIx(1)),
                "ready" => Ok(VarIx(2)),
                _ => Err(format!("no variable `{name}`")),
            }
        }
        fn value(&self, variable: VarIx, written: &Literal) -> Result<u8, String> {
            match (variable.0, written) {
                (0, Literal::Text(text)) if text == "in" => Ok(1),
                (0, Literal::Text(text)) if text == "out" => Ok(2),
                (1, Literal::Number(number)) => Ok(u8::try_from(*number).unwrap() + 1),
                (2, Literal::Truth(truth)) => Ok(u8::from(*truth) + 1),
                _ => Err("no such value".to_owned()),
            }
        }
        fn is_several(&self, _: VarIx) -> bool {
            false
        }
        fn node(&self, name: &str) -> Result<NodeIx, String> {
            (name == "door")
                .then_some(NodeIx(4))
                .ok_or_else(|| "no node".to_owned())
        }
        fn theme(&self, _: &str) -> Result<ThemeIx, String> {
            Ok(ThemeIx(1))
        }
    }

    struct Now([u8; 3], u8);

    impl Facts for Now {
        fn value(&self, variable: VarIx) -> u8 {
            self.0[variable.0 as usize]
        }
        fn visits(&self, _: NodeIx) -> u8 {
            self.1
        }
        fn finished(&self, _: ThemeIx) -> bool {
            false
        }
        fn depth(&self) -> Depth {
            Depth::Middle
        }
    }

    #[track_caller]
    fn check(text: &str, facts: &Now, expected: bool) {
        let expr = parse(text, &Table).unwrap();
        assert_eq!(expr.holds(facts), expected, "{text}");
    }

    #[test]
    fn conditions_are_judged() {
        let now = Now([1, 8, 0], 2);
        check("side == 'in'", &now, true);
        check("side != 'in'", &now, false);
        check("before >= 7 and side == 'in'", &now, true);
        check("before > 7", &now, false);
        check("ready", &now, false);
        check("not ready or before < 3", &now, true);
        check(
            "(side == 'out' or before == 7) and visits('door') == 2",
            &now,
            true,
        );
        check("visited(door) and not finished('x')", &now, true);
        check(
            "depth >= 'M' and known(before) and not known(ready)",
            &now,
            true,
        );
        check("side == 'out' or side == 'in' and before == 0", &now, false);
    }

    #[track_caller]
    fn refuses(text: &str, part: &str) {
        let message = parse(text, &Table).unwrap_err();
        assert!(message.contains(part), "{text}: {message}");
    }

    #[test]
    fn broken_conditions_are_explained() {
        refuses("side = 'in'", "written `==`");
        refuses("side == in", "quotation marks");
        refuses("side == 'in' &&", "write `and`");
        refuses("side", "compare `side` with a value");
        refuses("visits('door') == 9", "0 to 3");
        refuses("vistied('door')", "did you mean `visited`");
        refuses("has(side, 'in')", "holds one value");
        refuses("", "not complete");
        refuses("(side == 'in'", "expected `)`");
        refuses("side == 'in' side", "unexpected `side`");
        refuses(&"(".repeat(300), "too many brackets");
        refuses(&"not ".repeat(90), "too many brackets");
    }
}
