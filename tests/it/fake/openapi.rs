//! Discord's own API description, against which request bodies are validated.
//!
//! Where it is looser than reality, the checks in `limits` stand in:
//! - `POST /interactions/{interaction_id}/{interaction_token}/callback`: the kinds of callback are an `anyOf`; the branch is chosen here by
//!   `type`, so that an error names what is wrong with that kind.
//! - `POST /channels/{channel_id}/messages`: `content` may have 4000 characters there, which bots may not.
//! - All messages: up to 40 top-level components, the bound of the new layout; empty messages pass; no uniqueness of ids.
//! - Modals: up to five inputs a row; reality takes one.
//! - `…/commands`: names are not matched against the documented pattern.
//!
//! Where it is stricter: `default_member_permissions` is an integer there, while the documentation sends a string; numbers as strings are
//! let through. Unknown fields pass everywhere: no schema forbids them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use jsonschema::{Draft, Validator};
use serde_json::{Value, json};

/// The prefix of a reference within the document.
const SCHEMAS: &str = "#/components/schemas/";
/// How many errors of one request are told.
const ERRORS_TOLD: usize = 3;

/// The parsed document, shared by all fakes of the process: reading it takes longer than most tests.
static DOCUMENT: OnceLock<Arc<Value>> = OnceLock::new();
static VALIDATORS: Mutex<BTreeMap<String, Option<Arc<Validator>>>> = Mutex::new(BTreeMap::new());

/// How much was validated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Validated {
    /// Different routes.
    pub(crate) routes: usize,
    /// Requests in all.
    pub(crate) requests: usize,
}

impl fmt::Display for Validated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "validated {} routes, {} requests",
            self.routes, self.requests
        )
    }
}

/// The API description and what was validated against it.
#[derive(Debug)]
pub(crate) struct Document {
    root: Arc<Value>,
    seen: Mutex<(BTreeSet<&'static str>, usize)>,
}

impl Document {
    /// Reads the document, once a process.
    pub(crate) fn open(path: &str) -> Self {
        let root =
            DOCUMENT.get_or_init(|| {
                let bytes = std::fs::read(path)
                    .unwrap_or_else(|error| panic!("`DISCORD_OPENAPI` {path}: {error}"));
                Arc::new(serde_json::from_slice(&bytes).unwrap_or_else(|error| {
                    panic!("`DISCORD_OPENAPI` {path} is not JSON: {error}")
                }))
            });
        Self {
            root: Arc::clone(root),
            seen: Mutex::default(),
        }
    }

    /// How much was validated so far.
    pub(crate) fn validated(&self) -> Validated {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        Validated {
            routes: seen.0.len(),
            requests: seen.1,
        }
    }

    /// Validates a request's body; the sentences say what is wrong.
    pub(crate) fn check(&self, route: &'static str, body: &Value) -> Vec<String> {
        let mut key = route.to_owned();
        if route.ends_with("/callback") {
            key.push_str(&format!(" {}", body["type"]));
        }
        let Some(validator) = self.validator(&key, route, body) else {
            return vec![format!("{route}: the API description has no schema for it")];
        };
        {
            let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
            seen.0.insert(route);
            seen.1 += 1;
        }
        validator
            .iter_errors(body)
            .take(ERRORS_TOLD)
            .map(|error| format!("{route}: schema: {}: {error}", error.instance_path()))
            .collect()
    }

    fn validator(&self, key: &str, route: &str, body: &Value) -> Option<Arc<Validator>> {
        let mut known = VALIDATORS.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(validator) = known.get(key) {
            return validator.clone();
        }
        let validator = self.build(route, body);
        known.insert(key.to_owned(), validator.clone());
        validator
    }

    fn build(&self, route: &str, body: &Value) -> Option<Arc<Validator>> {
        let (method, path) = route.split_once(' ')?;
        let content = &self.root["paths"][path][method.to_lowercase()]["requestBody"]["content"];
        let mut schema = content["application/json"]["schema"].clone();
        if route.ends_with("/callback") {
            schema = self.branch(&schema, &body["type"])?;
        }
        if schema.is_null() {
            return None;
        }
        let mut needed = BTreeMap::new();
        self.collect(&schema, &mut needed);
        let whole = json!({ "allOf": [schema], "components": { "schemas": needed } });
        let built = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .build(&whole);
        match built {
            Ok(validator) => Some(Arc::new(validator)),
            Err(error) => panic!("the schema of {route} cannot be read: {error}"),
        }
    }

    /// The kind of callback that a type stands for.
    fn branch(&self, schema: &Value, kind: &Value) -> Option<Value> {
        schema["anyOf"]
            .as_array()?
            .iter()
            .find(|branch| {
                let name = branch["$ref"]
                    .as_str()
                    .and_then(|name| name.strip_prefix(SCHEMAS));
                let target = &self.root["components"]["schemas"][name.unwrap_or_default()];
                target["properties"]["type"]["enum"]
                    .as_array()
                    .is_some_and(|kinds| kinds.contains(kind))
            })
            .cloned()
    }

    /// Collects the schemas that a schema refers to, so that a validator holds no more than it needs.
    fn collect(&self, schema: &Value, needed: &mut BTreeMap<String, Value>) {
        match schema {
            Value::Object(map) => {
                if let Some(name) = map.get("$ref").and_then(Value::as_str)
                    && let Some(name) = name.strip_prefix(SCHEMAS)
                    && !needed.contains_key(name)
                {
                    let mut target = self.root["components"]["schemas"][name].clone();
                    loosen(&mut target);
                    needed.insert(name.to_owned(), target.clone());
                    self.collect(&target, needed);
                }
                map.values().for_each(|value| self.collect(value, needed));
            }
            Value::Array(list) => list.iter().for_each(|value| self.collect(value, needed)),
            _ => {}
        }
    }
}

/// Lets permissions be sent as the string that the documentation asks for.
fn loosen(schema: &mut Value) {
    if let Some(permissions) = schema.pointer_mut("/properties/default_member_permissions") {
        *permissions = json!({ "type": ["integer", "string", "null"] });
    }
}
