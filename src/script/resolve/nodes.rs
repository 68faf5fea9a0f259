//! Resolves nodes: their targets, conditions, texts, choices and answers.

use std::collections::BTreeSet;

use crate::script::expr::{self, Compare, Expr, Literal, Names};
use crate::script::file::{self, AnswerKind, At, NodeRaw, Setting, VariableKind};
use crate::script::finding::{FileId, Finding, Place};
use crate::script::ordinals::Ordinals;
use crate::script::pack::{
    Answer, Choice, Line, Node, NodeIx, Pack, Route, SEVERAL_MAX, Target, Theme, ThemeIx, VarIx,
    Variable, When,
};
use crate::script::resolve::Resolver;
use crate::script::suggest::did_you_mean;
use crate::script::text::{Text, plain_words};

/// Most unknown variables that are reported for one text.
const UNKNOWN_NAMES_MAX: usize = 5;

/// Longest answer in own words, in characters, unless the node says otherwise.
const TEXT_MAX: u16 = 1000;

impl Resolver<'_> {
    /// Resolves one node.
    pub(super) fn node(&mut self, theme: ThemeIx, file: FileId, raw: &NodeRaw) -> Node {
        let place = Place::new(file, raw.id.span());
        let here = Here { theme, file };
        let mut node = Node {
            id: raw.id.get_ref().clone(),
            theme,
            ordinal: 0,
            depth: raw.depth,
            claims: self.claims(file, &raw.claims),
            says: raw.says,
            lines: raw.line.iter().map(|line| self.line(here, line)).collect(),
            text: self.text(here, &raw.text),
            text_place: Place::new(file, raw.text.span()),
            next: self.optional_target(here, raw.next.as_ref()),
            via: self.called(here, raw.via.as_ref()),
            answer: raw.answer.as_ref().map(|answer| self.answer(here, answer)),
            routes: raw
                .route
                .iter()
                .map(|route| self.route(here, route))
                .collect(),
            choices: Vec::new(),
            no_match: raw
                .no_match
                .iter()
                .map(|hint| (hint.get_ref().clone(), Place::new(file, hint.span())))
                .collect(),
            once: raw.once,
            gate: raw.gate,
            end: raw.end,
            support: raw.support,
            reviewed: raw.reviewed.clone(),
            counted: None,
            choice_by_ordinal: Vec::new(),
            ahead: [0; 3],
            place,
        };
        self.choices(here, raw, &mut node);
        node
    }

    fn optional_target(&mut self, here: Here, name: Option<&At<String>>) -> Option<Target> {
        let name = name?;
        self.target(
            name.get_ref(),
            &Place::new(here.file, name.span()),
            here.theme,
        )
    }

    /// A node that is called; it has to be a node.
    fn called(&mut self, here: Here, name: Option<&At<String>>) -> Option<NodeIx> {
        if let Target::Node(node) = self.optional_target(here, name)? {
            return Some(node);
        }
        let place = Place::new(here.file, name?.span());
        let finding = Finding::error("unknown-target", "`via` names a node to call");
        self.findings.push(finding.at(&place));
        None
    }

    fn text(&mut self, here: Here, raw: &At<String>) -> Text {
        let variables = self.variables(here.theme);
        let (text, unknown) = Text::parse(raw.get_ref(), |name| find(variables, name));
        for name in unknown.into_iter().take(UNKNOWN_NAMES_MAX) {
            let known = self.variables(here.theme).iter().map(|v| v.id.as_str());
            let finding = Finding::error("condition", format!("there is no variable `{name}`"))
                .at(&Place::new(here.file, raw.span()))
                .help(did_you_mean(&name, known));
            self.findings.push(finding);
        }
        text
    }

    fn placed_text(&mut self, here: Here, raw: Option<&At<String>>) -> Option<(Text, Place)> {
        let raw = raw?;
        Some((self.text(here, raw), Place::new(here.file, raw.span())))
    }

    fn variables(&self, theme: ThemeIx) -> &[Variable] {
        self.themes
            .get(usize::from(theme.0))
            .map_or(&[], |theme| &theme.variables)
    }

    fn condition(&mut self, here: Here, raw: Option<&At<String>>) -> Option<Expr> {
        let raw = raw?;
        let table = Table {
            resolver: self,
            theme: here.theme,
        };
        match expr::parse(raw.get_ref(), &table) {
            Ok(expr) => Some(expr),
            Err(message) => {
                let finding = Finding::error("condition", message)
                    .at(&Place::new(here.file, raw.span()))
                    .label("in this condition");
                self.findings.push(finding);
                Some(Expr::Truth(false))
            }
        }
    }

    fn line(&mut self, here: Here, raw: &file::LineRaw) -> Line {
        let when = match raw.when.as_ref() {
            None => When::Always,
            Some(when) if when.get_ref().trim() == "otherwise" => When::Otherwise,
            Some(when) => self
                .condition(here, Some(when))
                .map_or(When::Always, When::If),
        };
        let variants: Vec<(Text, Place)> = raw
            .text
            .iter()
            .chain(&raw.variants)
            .map(|text| (self.text(here, text), Place::new(here.file, text.span())))
            .collect();
        if variants.is_empty() {
            let place = raw.when.as_ref().map_or(0..0, At::span);
            let finding = Finding::error("syntax", "this line says nothing")
                .at(&Place::new(here.file, place))
                .help("give it a `text` or `variants`");
            self.findings.push(finding);
        }
        Line {
            when,
            variants,
            says: raw.says,
            claims: self.claims(here.file, &raw.claims),
        }
    }

    fn answer(&mut self, here: Here, raw: &file::AnswerRaw) -> Answer {
        let kind = *raw.kind.get_ref();
        let set = raw.set.as_ref().and_then(|name| {
            let place = Place::new(here.file, name.span());
            self.answer_variable(here, kind, name.get_ref(), &place)
        });
        if set.is_none() && raw.set.is_none() && kind != AnswerKind::Text {
            let finding = Finding::error("syntax", "this kind of answer needs `set`")
                .at(&Place::new(here.file, raw.kind.span()))
                .help("name the variable that takes it");
            self.findings.push(finding);
        }
        let max = match (raw.max.as_ref(), kind) {
            (Some(max), _) => *max.get_ref(),
            (None, AnswerKind::Several) => u16::try_from(SEVERAL_MAX).unwrap_or(8),
            (None, _) => TEXT_MAX,
        };
        Answer {
            kind,
            label: raw.label.get_ref().clone(),
            label_place: Place::new(here.file, raw.label.span()),
            max,
            store: raw.store,
            placeholder: raw.placeholder.clone(),
            low: raw.low.clone(),
            high: raw.high.clone(),
            set,
            reflect: self.placed_text(here, raw.reflect.as_ref()),
        }
    }

    fn answer_variable(
        &mut self,
        here: Here,
        kind: AnswerKind,
        name: &str,
        place: &Place,
    ) -> Option<VarIx> {
        let wanted = match kind {
            AnswerKind::Scale => VariableKind::Scale,
            AnswerKind::Feeling => VariableKind::Feeling,
            AnswerKind::Several => VariableKind::Several,
            AnswerKind::Text => {
                let finding = Finding::error("syntax", "own words are not kept in a variable")
                    .at(place)
                    .help("leave `set` out; a member's words are never part of a talk's state");
                self.findings.push(finding);
                return None;
            }
        };
        let variables = self.variables(here.theme);
        let found = find(variables, name);
        let fits = found.is_some_and(|index| {
            variables
                .get(usize::from(index.0))
                .is_some_and(|variable| variable.kind == wanted)
        });
        if fits {
            return found;
        }
        let known = variables.iter().map(|variable| variable.id.as_str());
        let finding = if found.is_some() {
            Finding::error(
                "condition",
                format!("`{name}` cannot take this kind of answer"),
            )
        } else {
            let help = did_you_mean(name, known);
            Finding::error("condition", format!("there is no variable `{name}`")).help(help)
        };
        self.findings.push(finding.at(place));
        None
    }

    fn route(&mut self, here: Here, raw: &file::RouteRaw) -> Route {
        Route {
            when: self.condition(here, raw.when.as_ref()),
            hears: raw.hears.iter().map(|phrase| plain_words(phrase)).collect(),
            to: self.optional_target(here, raw.to.as_ref()),
            reflect: self.placed_text(here, raw.reflect.as_ref()),
        }
    }

    fn choices(&mut self, here: Here, raw: &NodeRaw, node: &mut Node) {
        for choice in &raw.choice {
            let place = Place::new(here.file, choice.id.span());
            if let Some(first) = node.choices.iter().find(|c| c.id == *choice.id.get_ref()) {
                let message = format!("the choice `{}` is there twice", choice.id.get_ref());
                let finding = Finding::error("ids", message)
                    .at(&place)
                    .also(&first.place, "first used here");
                self.findings.push(finding);
                continue;
            }
            let choice = self.choice(here, raw, choice, place);
            node.choices.push(choice);
        }
        let names = raw.aliases.iter().map(At::get_ref).chain([&node.id]);
        let key = names
            .clone()
            .find(|id| self.ordinals.choices.contains_key(*id));
        let list = key.and_then(|id| self.ordinals.choices.get(id));
        let choices = &node.choices;
        node.choice_by_ordinal = list
            .into_iter()
            .flatten()
            .map(|id| {
                let at = choices.iter().position(|choice| choice.id == *id)?;
                u8::try_from(at).ok()
            })
            .collect();
    }

    fn choice(
        &mut self,
        here: Here,
        node: &NodeRaw,
        raw: &file::ChoiceRaw,
        place: Place,
    ) -> Choice {
        self.check_id(raw.id.get_ref(), &place);
        let former = node
            .aliases
            .iter()
            .map(At::get_ref)
            .find(|id| self.ordinals.choices.contains_key(*id));
        let key = former.unwrap_or(node.id.get_ref()).clone();
        let mut added = 0;
        let list = self.ordinals.choices.entry(key).or_default();
        let ordinal = Ordinals::number(list, &mut added, raw.id.get_ref(), &[]);
        self.ordinals.added += added;
        let set = raw
            .set
            .iter()
            .filter_map(|(name, value)| self.setting(here, name, value))
            .collect();
        Choice {
            id: raw.id.get_ref().clone(),
            ordinal: u8::try_from(ordinal).unwrap_or(u8::MAX),
            label: raw.label.get_ref().clone(),
            label_place: Place::new(here.file, raw.label.span()),
            value: raw
                .value
                .clone()
                .unwrap_or_else(|| raw.id.get_ref().clone()),
            to: self.optional_target(here, raw.to.as_ref()),
            via: self.called(here, raw.via.as_ref()),
            reflect: self.placed_text(here, raw.reflect.as_ref()),
            set,
            when: self.condition(here, raw.when.as_ref()),
            once: raw.once,
            hears: raw.hears.iter().map(|phrase| plain_words(phrase)).collect(),
            depth: raw.depth,
            place,
        }
    }

    fn setting(&mut self, here: Here, name: &str, value: &At<Setting>) -> Option<(VarIx, u8)> {
        let table = Table {
            resolver: self,
            theme: here.theme,
        };
        let literal = match value.get_ref() {
            Setting::Name(text) => Literal::Text(text.clone()),
            Setting::Number(number) => Literal::Number(*number),
            Setting::Truth(truth) => Literal::Truth(*truth),
        };
        let resolved = table
            .variable(name)
            .and_then(|variable| Ok((variable, table.value(variable, &literal)?)));
        match resolved {
            Ok(pair) => Some(pair),
            Err(message) => {
                let place = Place::new(here.file, value.span());
                self.findings
                    .push(Finding::error("condition", message).at(&place));
                None
            }
        }
    }
}

/// Where something stands that is being resolved.
#[derive(Clone, Copy)]
struct Here {
    theme: ThemeIx,
    file: FileId,
}

/// A variable's position by name.
fn find(variables: &[Variable], name: &str) -> Option<VarIx> {
    let at = variables.iter().position(|variable| variable.id == name)?;
    u8::try_from(at).ok().map(VarIx)
}

/// The names that conditions of one theme may use.
struct Table<'r, 'f> {
    resolver: &'r Resolver<'f>,
    theme: ThemeIx,
}

impl Table<'_, '_> {
    fn owner(&self) -> Result<&Theme, String> {
        self.resolver
            .themes
            .get(usize::from(self.theme.0))
            .ok_or_else(|| "this theme is not known".to_owned())
    }
}

impl Names for Table<'_, '_> {
    fn variable(&self, name: &str) -> Result<VarIx, String> {
        let variables = &self.owner()?.variables;
        find(variables, name).ok_or_else(|| {
            let known = variables.iter().map(|variable| variable.id.as_str());
            format!(
                "there is no variable `{name}`; {}",
                did_you_mean(name, known)
            )
        })
    }

    fn value(&self, variable: VarIx, written: &Literal) -> Result<u8, String> {
        let owner = self.owner()?;
        let Some(variable) = owner.variables.get(usize::from(variable.0)) else {
            return Err("this variable is not known".to_owned());
        };
        raw_value(variable, written)
    }

    fn is_several(&self, variable: VarIx) -> bool {
        let variables = self.resolver.variables(self.theme);
        let variable = variables.get(usize::from(variable.0));
        variable.is_some_and(|variable| variable.kind == VariableKind::Several)
    }

    fn node(&self, name: &str) -> Result<NodeIx, String> {
        let known = &self.resolver.node_ids;
        let node = known.get(name).copied();
        let theme = node.and_then(|node| self.resolver.node_themes.get(node.0 as usize));
        match (node, theme) {
            (Some(node), Some(theme)) if *theme == self.theme => Ok(node),
            (Some(_), _) => Err(format!(
                "`{name}` is in another theme; visits are known in their own theme only"
            )),
            _ => Err(format!(
                "there is no node `{name}`; {}",
                did_you_mean(name, self.resolver.near(self.theme))
            )),
        }
    }

    fn theme(&self, name: &str) -> Result<ThemeIx, String> {
        let known = &self.resolver.theme_ids;
        known.get(name).copied().ok_or_else(|| {
            let ids = known.keys().map(String::as_str);
            format!("there is no theme `{name}`; {}", did_you_mean(name, ids))
        })
    }
}

/// A written value as the raw one that a talk holds: 0 is kept for "no value".
fn raw_value(variable: &Variable, written: &Literal) -> Result<u8, String> {
    let id = &variable.id;
    match (variable.kind, written) {
        (VariableKind::OneOf | VariableKind::Several, Literal::Text(text)) => {
            let at = variable.values.iter().position(|value| value == text);
            let Some(at) = at else {
                let known = variable.values.iter().map(String::as_str);
                let help = did_you_mean(text, known);
                return Err(format!("`{id}` has no value `{text}`; {help}"));
            };
            let at = u8::try_from(at).unwrap_or(u8::MAX);
            Ok(if variable.kind == VariableKind::Several {
                1_u8.checked_shl(u32::from(at)).unwrap_or(0)
            } else {
                at.saturating_add(1)
            })
        }
        (VariableKind::YesNo, Literal::Truth(truth)) => Ok(u8::from(*truth) + 1),
        (VariableKind::Scale, Literal::Number(number @ 0..=10)) => {
            Ok(u8::try_from(*number).unwrap_or(0) + 1)
        }
        (VariableKind::Scale, _) => Err(format!("`{id}` is a number from 0 to 10")),
        (VariableKind::YesNo, _) => Err(format!("`{id}` is true or false")),
        (VariableKind::Feeling, _) => Err(format!(
            "`{id}` is a feeling; conditions can only ask `known({id})`"
        )),
        _ => Err(format!("a value of `{id}` is written in quotation marks")),
    }
}

/// The nodes whose visits some condition compares with more than "at least once".
pub(super) fn counted(pack: &Pack) -> BTreeSet<NodeIx> {
    let mut out = BTreeSet::new();
    let mut see = |expr: &Expr| {
        if let Expr::Visits(node, compare, number) = expr
            && (*compare, *number) != (Compare::GreaterOrEqual, 1)
        {
            out.insert(*node);
        }
    };
    for node in &pack.nodes {
        let lines = node.lines.iter().filter_map(|line| match &line.when {
            When::If(expr) => Some(expr),
            _ => None,
        });
        let choices = node.choices.iter().filter_map(|c| c.when.as_ref());
        let routes = node.routes.iter().filter_map(|r| r.when.as_ref());
        lines
            .chain(choices)
            .chain(routes)
            .for_each(|expr| expr.walk(&mut see));
    }
    out
}
