//! Resolves everything of a pack that is not a node: claims, sources, key points, glossary, feelings, variables.

use std::collections::HashMap;

use crate::script::file::{self, PackFile, VariableKind};
use crate::script::finding::{FileId, Finding, Place};
use crate::script::ordinals::Ordinals;
use crate::script::pack::{
    Claim, ClaimIx, FEELINGS_MAX, FRAME, Family, Feeling, KeyPoint, NodeIx, Pack, SEVERAL_MAX,
    Source, Term, ThemeIx, VARIABLES_MAX, Variable,
};
use crate::script::resolve::{Resolver, by_ordinal};
use crate::script::suggest::did_you_mean;
use crate::script::text::flow;

impl Resolver<'_> {
    /// Adds a theme's variables.
    pub(super) fn declare_variables(&mut self, theme: ThemeIx, file: FileId, content: &PackFile) {
        for raw in &content.variable {
            let place = Place::new(file, raw.id.span());
            let Some(owner) = self.themes.get(usize::from(theme.0)) else {
                continue;
            };
            if owner.variables.iter().any(|v| v.id == *raw.id.get_ref()) {
                let message = format!("the variable `{}` is there twice", raw.id.get_ref());
                let help = "`before` and `after` are there in every theme by themselves";
                let finding = Finding::error("ids", message).at(&place).help(help);
                self.findings.push(finding);
                continue;
            }
            if owner.variables.len() >= VARIABLES_MAX {
                let message = format!("a theme has at most {VARIABLES_MAX} variables");
                self.findings
                    .push(Finding::error("limits", message).at(&place));
                continue;
            }
            if theme == FRAME {
                let finding = Finding::error("condition", "variables belong to a theme").at(&place);
                self.findings
                    .push(finding.help("move it into a file with a `[theme]`"));
                continue;
            }
            self.check_values(raw, &place);
            let limit = values_max(raw.kind);
            let variable = Variable {
                id: raw.id.get_ref().clone(),
                kind: raw.kind,
                values: raw.values.iter().take(limit).cloned().collect(),
                spoken: raw
                    .values
                    .iter()
                    .take(limit)
                    .map(|value| raw.spoken.get(value).cloned().unwrap_or_default())
                    .collect(),
                ordinal: 0,
                value_ordinals: Vec::new(),
                place: Some(place),
            };
            self.push_variable(theme, variable);
        }
    }

    fn check_values(&mut self, raw: &file::VariableRaw, place: &Place) {
        let listed = matches!(raw.kind, VariableKind::OneOf | VariableKind::Several);
        let limit = values_max(raw.kind);
        let message = if listed && raw.values.is_empty() {
            "this variable needs `values`".to_owned()
        } else if !listed && !raw.values.is_empty() {
            "this kind of variable has no `values`".to_owned()
        } else if raw.values.len() > limit {
            format!("this kind of variable has at most {limit} values")
        } else if let Some(stray) = raw.spoken.keys().find(|key| !raw.values.contains(key)) {
            format!("`spoken` names `{stray}`, which is not a value")
        } else {
            return;
        };
        self.findings
            .push(Finding::error("limits", message).at(place));
    }

    /// Makes claim ids known before anything refers to them.
    pub(super) fn declare_claims(&mut self, files: &[(FileId, PackFile)]) {
        let mut places: HashMap<&str, Place> = HashMap::new();
        let claims = files
            .iter()
            .flat_map(|(file, content)| content.claim.iter().map(move |claim| (*file, claim)));
        for (index, (file, claim)) in claims.enumerate() {
            let place = Place::new(file, claim.id.span());
            let id = claim.id.get_ref();
            if let Some(first) = places.get(id.as_str()) {
                let finding = Finding::error("ids", format!("the claim `{id}` is there twice"))
                    .at(&place)
                    .also(first, "first used here");
                self.findings.push(finding);
                continue;
            }
            places.insert(id, place);
            let index = ClaimIx(u32::try_from(index).unwrap_or(u32::MAX));
            self.claim_ids.insert(id.clone(), index);
        }
    }

    /// Claim ids as indices; unknown ones are reported.
    pub(super) fn claims(&mut self, file: FileId, ids: &[file::At<String>]) -> Vec<ClaimIx> {
        let mut out = Vec::new();
        for id in ids {
            if let Some(index) = self.claim_ids.get(id.get_ref()) {
                out.push(*index);
                continue;
            }
            let known = self.claim_ids.keys().map(String::as_str);
            let finding = Finding::error("claims", format!("there is no claim `{}`", id.get_ref()))
                .at(&Place::new(file, id.span()))
                .help(did_you_mean(id.get_ref(), known));
            self.findings.push(finding);
        }
        out
    }

    /// A theme named by something in the pack.
    fn theme_named(&mut self, file: FileId, id: &file::At<String>) -> ThemeIx {
        if let Some(theme) = self.theme_ids.get(id.get_ref()) {
            return *theme;
        }
        let known = self.theme_ids.keys().map(String::as_str);
        let finding = Finding::error(
            "unknown-target",
            format!("there is no theme `{}`", id.get_ref()),
        )
        .at(&Place::new(file, id.span()))
        .help(did_you_mean(id.get_ref(), known));
        self.findings.push(finding);
        FRAME
    }

    /// The pack with everything but its nodes.
    pub(super) fn parts(&mut self, files: &[(FileId, PackFile)]) -> Pack {
        let mut pack = Pack {
            id: String::new(),
            version: 0,
            title: String::new(),
            language: String::new(),
            article: None,
            themes: Vec::new(),
            nodes: Vec::new(),
            node_ids: HashMap::new(),
            claims: Vec::new(),
            sources: Vec::new(),
            key_points: Vec::new(),
            terms: Vec::new(),
            families: Vec::new(),
            feelings: Vec::new(),
            feeling_by_ordinal: Vec::new(),
            theme_by_ordinal: Vec::new(),
            start: NodeIx(0),
            hub: NodeIx(0),
            grounding: None,
            place: Place::new(FileId(0), 0..0),
        };
        for (file, content) in files {
            let sources = content.source.iter().map(|source| Source {
                id: source.id.get_ref().clone(),
                cite: flow(&source.cite),
                place: Place::new(*file, source.id.span()),
            });
            pack.sources.extend(sources);
        }
        for (file, content) in files {
            for raw in &content.claim {
                let claim = self.claim(*file, raw, &pack.sources);
                pack.claims.push(claim);
            }
            for raw in &content.key_point {
                let point = self.key_point(*file, raw);
                pack.key_points.push(point);
            }
            for raw in &content.term {
                let claims = self.claims(*file, &raw.claims);
                pack.terms.push(Term {
                    id: raw.id.get_ref().clone(),
                    term: raw.term.clone(),
                    text: flow(raw.text.get_ref()),
                    says: raw.says,
                    claims,
                    place: Place::new(*file, raw.id.span()),
                    text_place: Place::new(*file, raw.text.span()),
                });
            }
            self.families(*file, content, &mut pack);
        }
        pack.feeling_by_ordinal = by_ordinal(&self.ordinals.feelings, |id| {
            let at = pack.feelings.iter().position(|feeling| feeling.id == id)?;
            u8::try_from(at).ok()
        });
        pack
    }

    fn claim(&mut self, file: FileId, raw: &file::ClaimRaw, known: &[Source]) -> Claim {
        let mut sources = Vec::new();
        for id in &raw.sources {
            if let Some(at) = known.iter().position(|source| source.id == *id.get_ref()) {
                sources.push(at);
                continue;
            }
            let ids = known.iter().map(|source| source.id.as_str());
            let finding =
                Finding::error("claims", format!("there is no source `{}`", id.get_ref()))
                    .at(&Place::new(file, id.span()))
                    .help(did_you_mean(id.get_ref(), ids));
            self.findings.push(finding);
        }
        Claim {
            id: raw.id.get_ref().clone(),
            text: flow(raw.text.get_ref()),
            says: raw.says,
            sources,
            theme: raw
                .theme
                .as_ref()
                .map(|theme| self.theme_named(file, theme)),
            depth: raw.depth,
            place: Place::new(file, raw.id.span()),
            text_place: Place::new(file, raw.text.span()),
        }
    }

    fn key_point(&mut self, file: FileId, raw: &file::KeyPointRaw) -> KeyPoint {
        KeyPoint {
            id: raw.id.get_ref().clone(),
            short: flow(raw.short.get_ref()),
            long: flow(raw.long.get_ref()),
            theme: self.theme_named(file, &raw.theme),
            claims: self.claims(file, &raw.claims),
            places: [
                Place::new(file, raw.short.span()),
                Place::new(file, raw.long.span()),
            ],
        }
    }

    fn families(&mut self, file: FileId, content: &PackFile, pack: &mut Pack) {
        for raw in &content.family {
            let mut words = Vec::new();
            for word in &raw.words {
                let place = Place::new(file, word.id.span());
                let twice = pack.feelings.iter().any(|f| f.id == *word.id.get_ref());
                if twice || pack.feelings.len() >= FEELINGS_MAX {
                    let message = if twice {
                        format!("the feeling `{}` is there twice", word.id.get_ref())
                    } else {
                        format!("a pack has at most {FEELINGS_MAX} feelings")
                    };
                    self.findings
                        .push(Finding::error("ids", message).at(&place));
                    continue;
                }
                let mut added = 0;
                let list = &mut self.ordinals.feelings;
                let ordinal = Ordinals::number(list, &mut added, word.id.get_ref(), &[]);
                self.ordinals.added += added;
                words.push(u8::try_from(pack.feelings.len()).unwrap_or(u8::MAX));
                pack.feelings.push(Feeling {
                    id: word.id.get_ref().clone(),
                    label: word.label.clone(),
                    ordinal: u16::try_from(ordinal).unwrap_or(u16::MAX),
                });
            }
            pack.families.push(Family {
                id: raw.id.get_ref().clone(),
                label: raw.label.clone(),
                words,
                place: Place::new(file, raw.id.span()),
            });
        }
    }
}

/// Most values of a kind of variable.
fn values_max(kind: VariableKind) -> usize {
    match kind {
        VariableKind::Several => SEVERAL_MAX,
        _ => 100,
    }
}
