//! Rule 17: variables that lead nowhere.

use crate::lint::rule::{Check, Context, declare};
use crate::script::expr::Expr;
use crate::script::finding::Finding;
use crate::script::pack::{Node, Pack, ThemeIx, VARIABLES_MAX, VarIx, Variable, When};
use crate::script::text::Text;

declare! {
    /// # What it does
    ///
    /// Reports variables that are set and never read, read and never set, or neither. `before` and `after` are read by
    /// the closing.
    ///
    /// # Why
    ///
    /// An answer that changes nothing later was asked for nothing. A condition on something that is never set always
    /// goes the same way.
    ///
    /// # Example
    ///
    /// ```toml
    /// [[variable]]
    /// id     = "side"
    /// kind   = "one-of"
    /// values = ["in", "out"]   # a choice sets it; no condition and no text asks
    /// ```
    ///
    /// # Instead
    ///
    /// Let a line or a route depend on it, or take it out.
    RULE = "unused-variable", Some(17), "a variable that is never set, or never read", Check::Pack(check)
}

fn check(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    let pack = cx.pack;
    let mut uses = vec![Uses::default(); pack.themes.len()];
    for node in &pack.nodes {
        if let Some(uses) = uses.get_mut(usize::from(node.theme.0)) {
            uses.node(node);
        }
    }
    for (theme, uses) in (0..).map(ThemeIx).zip(&uses) {
        for (index, variable) in (0..).map(VarIx).zip(&pack.theme(theme).variables) {
            report(pack, theme, variable, uses.of(index), findings);
        }
    }
}

/// Reports one variable that leads nowhere.
fn report(
    pack: &Pack,
    theme: ThemeIx,
    variable: &Variable,
    (set, read): (bool, bool),
    findings: &mut Vec<Finding>,
) {
    let theme = pack.theme(theme);
    let built_in = variable.place.is_none();
    let (fault, help) = match (set, read) {
        (true, true) => return,
        (_, false) if built_in => return,
        (true, false) => (
            "is set and never read",
            "let a line or a route depend on it",
        ),
        (false, true) => ("is read and never set", "set it in a choice or an answer"),
        (false, false) => ("is neither set nor read", "take it out"),
    };
    let message = format!("the variable `{}` of `{}` {fault}", variable.id, theme.id);
    let place = variable.place.as_ref().unwrap_or(&theme.place);
    findings.push(Finding::error(RULE.id, message).at(place).help(help));
}

/// Which variables of a theme are set and read.
#[derive(Debug, Clone, Default)]
struct Uses {
    set: [bool; VARIABLES_MAX],
    read: [bool; VARIABLES_MAX],
}

impl Uses {
    fn of(&self, variable: VarIx) -> (bool, bool) {
        let at = usize::from(variable.0);
        let flag = |flags: &[bool]| flags.get(at).copied().unwrap_or(false);
        (flag(&self.set), flag(&self.read))
    }

    fn node(&mut self, node: &Node) {
        self.text(&node.text);
        for line in &node.lines {
            if let When::If(expr) = &line.when {
                self.condition(expr);
            }
            line.variants.iter().for_each(|(text, _)| self.text(text));
        }
        for choice in &node.choices {
            choice.when.iter().for_each(|expr| self.condition(expr));
            choice
                .set
                .iter()
                .for_each(|(variable, _)| self.sets(*variable));
            choice.reflect.iter().for_each(|(text, _)| self.text(text));
        }
        for route in &node.routes {
            route.when.iter().for_each(|expr| self.condition(expr));
            route.reflect.iter().for_each(|(text, _)| self.text(text));
        }
        if let Some(answer) = &node.answer {
            answer.set.iter().for_each(|variable| self.sets(*variable));
            answer.reflect.iter().for_each(|(text, _)| self.text(text));
        }
    }

    fn sets(&mut self, variable: VarIx) {
        if let Some(flag) = self.set.get_mut(usize::from(variable.0)) {
            *flag = true;
        }
    }

    fn reads(&mut self, variable: VarIx) {
        if let Some(flag) = self.read.get_mut(usize::from(variable.0)) {
            *flag = true;
        }
    }

    fn text(&mut self, text: &Text) {
        text.variables().for_each(|variable| self.reads(variable));
    }

    fn condition(&mut self, expr: &Expr) {
        expr.walk(&mut |part| {
            if let Expr::Value(variable, ..) | Expr::Known(variable) | Expr::Has(variable, _) = part
            {
                self.reads(*variable);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::testing::check;

    #[test]
    fn what_is_set_and_read_is_fine() {
        check(
            "unused-variable",
            "[[variable]]\nid='s'\nkind='one-of'\nvalues=['x']\nspoken={x='ex'}\n[[variable]]\nid='f'\nkind='feeling'\n\
             [[node]]\nid='a'\ndepth='L'\ntext='x'\nnext='b'\nanswer={kind='scale',label='l',set='before'}\n\
             [[node]]\nid='b'\ndepth='L'\ntext='x'\nend=true\nanswer={kind='feeling',label='l',set='f'}\n\
             [[node.choice]]\nid='c'\nlabel='c'\nset={s='x'}\n[[node.line]]\nwhen='known(f)'\ntext='{s}, {before}'\n",
            &[],
        );
    }

    #[test]
    fn what_leads_nowhere_is_reported() {
        check(
            "unused-variable",
            "[[variable]]\nid='s'\nkind='yes-no'\n[[variable]]\nid='r'\nkind='yes-no'\n[[variable]]\nid='n'\nkind='yes-no'\n\
             [[node]]\nid='a'\ndepth='L'\ntext='x {after}'\nend=true\n\
             [[node.choice]]\nid='c'\nlabel='c'\nset={s=true}\nwhen='not r'\n",
            &[
                "error: the variable `after` of `t` is read and never set",
                "error: the variable `s` of `t` is set and never read",
                "error: the variable `r` of `t` is read and never set",
                "error: the variable `n` of `t` is neither set nor read",
            ],
        );
    }
}
