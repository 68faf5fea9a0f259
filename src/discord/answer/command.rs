//! Commands: the ways into talks, and the pages.

use crate::discord::answer::Desk;
use crate::discord::answer::reply::{Look, Reply, begin};
use crate::discord::arrived::{Arrived, Room};
use crate::discord::draw::Place;
use crate::discord::message::{Callback, Dialog, Field};
use crate::discord::press;
use crate::discord::register;
use crate::engine::token::{self, CHARS_MAX};
use crate::engine::{Input, Talk};
use crate::script::{Depth, FRAME, ThemeIx};
use crate::service::command::{depth_named, theme};
use crate::service::{self, Command, Go, Part, Way, pages};
use crate::words::discord as words;

/// Options as they came.
struct Options<'a>(&'a [(String, String)]);

impl<'a> Options<'a> {
    fn get(&self, name: &str) -> Option<&'a str> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found
            .map(|(_, text)| text.trim())
            .filter(|text| !text.is_empty())
    }
}

impl Desk {
    /// Answers a command. Its options were typed by somebody: each may be anything.
    pub(super) fn command(
        &self,
        arrived: &Arrived,
        [name, sub]: &[String; 2],
        options: &[(String, String)],
    ) -> Reply {
        if name != register::REFLECT {
            return self.notice(arrived, words::UNKNOWN_COMMAND);
        }
        let options = Options(options);
        let (_, pack) = self.pack();
        let theme = match options
            .get("theme")
            .map(|name| theme(name, pack))
            .transpose()
        {
            Ok(theme) => theme.flatten(),
            Err(message) => return self.no_such(arrived, message),
        };
        let text = |name| options.get(name).map(str::to_owned);
        match sub.as_str() {
            "start" => self.start(arrived, theme, options.get("depth").and_then(depth_named)),
            "keypoints" => self.go(arrived, Go::KeyPoint(pages::key_point_of(pack, theme))),
            "question" => {
                let of = theme.map(|theme| pack.theme(theme).ordinal);
                let at = pages::first_question(pack, theme, super::seed(arrived.id));
                self.go(arrived, Go::Question(of, at))
            }
            "tell" => tell(),
            "continue" => match options.get("code") {
                Some(code) => self.resume(arrived, code),
                None => self.resume_kept(arrived),
            },
            "progress" | "journal" | "remind" | "privacy" => {
                self.run_kept(arrived, kept(sub, theme, &options))
            }
            "glossary" => self.run(arrived, Command::Glossary { term: text("term") }),
            "sources" => self.run(arrived, Command::Sources),
            "support" => {
                let country = text("country");
                self.run(arrived, Command::Support { country })
            }
            "about" => self.run(arrived, Command::About),
            "help" => self.run(arrived, Command::Help),
            _ => self.notice(arrived, words::UNKNOWN_COMMAND),
        }
    }

    /// Takes one's own message; says kindly no to another's, which was not even read.
    pub(super) fn on_message(&self, arrived: &Arrived, name: &str, own: Option<&str>) -> Reply {
        match own {
            _ if name != register::ON_MESSAGE => self.notice(arrived, words::UNKNOWN_COMMAND),
            None => self.notice(arrived, words::NOT_YOURS),
            Some(text) if text.trim().is_empty() => self.notice(arrived, words::NO_TEXT),
            Some(text) => self.told(arrived, text),
        }
    }

    /// A page that a command asks for.
    fn run(&self, arrived: &Arrived, command: Command) -> Reply {
        let talk = self.new_talk(arrived.id);
        self.turn(arrived.user, arrived.room, |here| {
            let (_, mut parts) = service::run(here, talk, command);
            parts.push(begin());
            self.page(arrived, FRAME, &parts)
        })
    }

    /// Says which theme own words touch.
    pub(super) fn told(&self, arrived: &Arrived, text: &str) -> Reply {
        if text.trim().is_empty() {
            return self.notice(arrived, words::NOTHING_WRITTEN);
        }
        let words = text.to_owned();
        self.heard(arrived, |here, talk| {
            service::run(here, talk, Command::Tell { words })
        })
    }

    fn no_such(&self, arrived: &Arrived, message: String) -> Reply {
        self.page(arrived, FRAME, &[Part::notice(message), begin()])
    }

    /// Begins: with the key points and all themes, or in a theme.
    pub(super) fn start(
        &self,
        arrived: &Arrived,
        theme: Option<ThemeIx>,
        depth: Option<Depth>,
    ) -> Reply {
        let place = match (arrived.room, theme) {
            (Room::Direct, _) => Place::Settled,
            (_, None) => Place::Asked,
            (_, Some(_)) => Place::Offered,
        };
        let themes = theme.is_none() && depth.is_none();
        self.turn(arrived.user, arrived.room, |here| {
            here.visit.asked_heavy = false;
            let seed = super::seed(arrived.id);
            let begun = service::begin(here, seed, theme, depth);
            let Some((talk, mut parts)) = begun else {
                return self.lost(arrived, words::UNKNOWN_BUTTON);
            };
            if place == Place::Offered {
                let at = parts.len().saturating_sub(1);
                parts.insert(at, Part::notice(words::DIRECT_STAYS));
            }
            let opening = self.opening(theme.is_none(), place);
            parts.splice(0..0, opening);
            self.show(arrived, &talk, &mut parts, Look { place, themes })
        })
    }

    /// What this is; before the choice of themes with the article's key points, and with what to know of direct messages
    /// where they are a choice.
    fn opening(&self, whole: bool, place: Place) -> Vec<Part<'_>> {
        let mut parts = vec![Part::notice(words::HELLO)];
        if whole {
            let (_, pack) = self.pack();
            parts.extend(service::points_in_short(pack).map(Part::Card));
        }
        if place == Place::Asked {
            parts.push(Part::notice(words::WHERE));
        }
        parts
    }

    /// The talk under way in direct messages, where it is remembered.
    pub(super) fn known(&self, arrived: &Arrived) -> Option<Talk> {
        let token = super::lock(&self.places).token(arrived.user);
        let token = token.filter(|_| arrived.room == Room::Direct)?;
        let decoded = token::decode(&self.content.script, &token).ok()?;
        Some(decoded.talk)
    }

    /// Goes on from a code.
    pub(super) fn resume(&self, arrived: &Arrived, code: &str) -> Reply {
        let code = pasted(code).to_owned();
        let readable = token::decode(&self.content.script, &code).is_ok();
        let talk = self.new_talk(arrived.id);
        self.turn(arrived.user, arrived.room, |here| {
            if readable {
                here.visit.asked_heavy = false;
                let (talk, mut parts) = service::run(here, talk, Command::Continue { code });
                return self.show(arrived, &talk, &mut parts, Look::GOES_ON);
            }
            let ways = vec![
                Way::new(words::CODE_AGAIN, Go::Code),
                Way::new(words::START, Go::Start(None)),
            ];
            let parts = [
                Part::notice(words::CODE_WRONG),
                Part::Ways { title: "", ways },
            ];
            self.page(arrived, FRAME, &parts)
        })
    }

    /// Goes where a page's button leads.
    pub(super) fn go(&self, arrived: &Arrived, go: Go) -> Reply {
        let (_, pack) = self.pack();
        let by_number = |ordinal: u16| {
            let known = pack.theme_by_ordinal.get(usize::from(ordinal));
            known.copied().flatten().filter(|theme| *theme != FRAME)
        };
        match go {
            Go::Start(ordinal) => self.start(arrived, ordinal.and_then(by_number), None),
            Go::Question(ordinal, at) => {
                let theme = ordinal.and_then(by_number);
                self.turn(arrived.user, arrived.room, |here| {
                    let mut parts = pages::question_for(here, theme, at);
                    let last = parts.len().saturating_sub(1);
                    parts.insert(last, Part::notice(words::ONLY_TO_THINK));
                    self.page(arrived, theme.unwrap_or(FRAME), &parts)
                })
            }
            Go::KeyPoint(at) => self.page(arrived, FRAME, &pages::key_point(pack, at)),
            Go::Support => self.support(arrived),
            Go::Tell => tell(),
            Go::Code => ask_code(),
            Go::Own(own) => self.own(arrived, own),
            Go::Show | Go::Hub | Go::Stop => self.start(arrived, None, None),
        }
    }

    /// Help from people, beside the page that it was asked on.
    fn support(&self, arrived: &Arrived) -> Reply {
        let talk: Talk = self.new_talk(arrived.id);
        self.turn(arrived.user, arrived.room, |here| {
            let (_, mut parts) = service::turn(here, talk, &Input::Support);
            parts.retain(|part| matches!(part, Part::Card(_)));
            self.beside(arrived, &parts)
        })
    }
}

/// A command about what is kept, with its options as they are typed elsewhere.
fn kept(sub: &str, theme: Option<ThemeIx>, options: &Options<'_>) -> Command {
    let rest = String::new();
    match sub {
        "progress" => Command::Progress { rest },
        "journal" => Command::Journal {
            theme,
            search: options.get("search").map(str::to_owned),
            rest,
        },
        "remind" => {
            let typed = ["zone", "hour", "days"].map(|name| options.get(name));
            let rest: Vec<&str> = typed.into_iter().flatten().collect();
            Command::Remind {
                rest: rest.join(" "),
            }
        }
        _ => Command::Privacy { rest },
    }
}

/// The code in what was pasted: perhaps the whole command was.
fn pasted(text: &str) -> &str {
    let after = text.rsplit("code:").next().unwrap_or(text);
    let words = after.split_whitespace().map(|word| word.trim_matches('`'));
    // A code is longer than any word around it.
    words.max_by_key(|word| word.len()).unwrap_or("")
}

/// The dialog for own words that belong to no question.
fn tell() -> Reply {
    let field = Field::new(words::TELL_LABEL, words::TELL_HINT.into(), u16::MAX);
    let id = press::TOLD.to_owned();
    Reply::of(&Callback::dialog(Dialog::new(id, words::TELL_TITLE, field)))
}

/// The dialog for a code.
pub(super) fn ask_code() -> Reply {
    // Room for a pasted command around the code.
    let max = u16::try_from(CHARS_MAX).unwrap_or(0) + 40;
    let field = Field::new(words::CODE_LABEL, "".into(), max).short();
    let id = press::CODE.to_owned();
    Reply::of(&Callback::dialog(Dialog::new(id, words::CODE_TITLE, field)))
}
