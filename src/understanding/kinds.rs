//! The closed lists of what can be heard.

/// A kind of danger. Where several are heard, the one that stands first here is the one that is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CrisisKind {
    /// Thoughts of dying or of ending one's life, one's own or a friend's.
    Suicide,
    /// Not able to stay safe at this moment.
    UnsafeNow,
    /// A child is being hurt.
    ChildHarm,
    /// Violence, threat or control by someone close.
    PartnerViolence,
    /// The intent to hurt another person.
    HarmOthers,
    /// Hurting oneself without wanting to die.
    SelfHarm,
}

impl CrisisKind {
    /// All kinds, the gravest first.
    pub const ALL: [Self; 6] = [
        Self::Suicide,
        Self::UnsafeNow,
        Self::ChildHarm,
        Self::PartnerViolence,
        Self::HarmOthers,
        Self::SelfHarm,
    ];

    /// Its name in rule files and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Suicide => "suicide",
            Self::UnsafeNow => "unsafe-now",
            Self::ChildHarm => "child-harm",
            Self::PartnerViolence => "partner-violence",
            Self::HarmOthers => "harm-others",
            Self::SelfHarm => "self-harm",
        }
    }

    /// The kind with this name.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// What a member can ask for at any node. Where several are heard, the one that stands first here is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ControlWord {
    /// Show support lines.
    Support,
    /// Erase what is stored.
    DeleteData,
    /// Hand over what is stored.
    ExportData,
    /// Take back a yes to storing or reminding.
    OptOut,
    /// Say yes to storing or reminding.
    OptIn,
    /// End the talk.
    Stop,
    /// Hold the talk.
    Pause,
    /// Go to the step before.
    Back,
    /// Leave this question out.
    Skip,
    /// Explain how this works.
    Help,
    /// Go on after a pause.
    Resume,
    /// Say the last message again.
    Repeat,
    /// A bare yes.
    Yes,
    /// A bare no.
    No,
}

impl ControlWord {
    /// All words, in the order in which they are taken.
    pub const ALL: [Self; 14] = [
        Self::Support,
        Self::DeleteData,
        Self::ExportData,
        Self::OptOut,
        Self::OptIn,
        Self::Stop,
        Self::Pause,
        Self::Back,
        Self::Skip,
        Self::Help,
        Self::Resume,
        Self::Repeat,
        Self::Yes,
        Self::No,
    ];

    /// Its name in rule files and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Support => "support",
            Self::DeleteData => "delete-data",
            Self::ExportData => "export-data",
            Self::OptOut => "opt-out",
            Self::OptIn => "opt-in",
            Self::Stop => "stop",
            Self::Pause => "pause",
            Self::Back => "back",
            Self::Skip => "skip",
            Self::Help => "help",
            Self::Resume => "resume",
            Self::Repeat => "repeat",
            Self::Yes => "yes",
            Self::No => "no",
        }
    }

    /// The control word with this name.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|word| word.name() == name)
    }
}

/// The ids of the themes that a rule may name.
pub const THEMES: [&str; 13] = [
    "temporary-distancing",
    "endangerment",
    "safe-partner",
    "priming-past",
    "implicit-memory",
    "shame",
    "fear-distress",
    "jealousy-mistrust",
    "lost-idyll",
    "dependency-hunger",
    "idealization",
    "projection-displacement",
    "trust-communication",
];

/// What a rule stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sense {
    /// A kind of danger.
    Crisis(CrisisKind),
    /// A control word.
    Control(ControlWord),
    /// A theme, by its position in [`THEMES`].
    Theme(usize),
}

impl Sense {
    /// The name in rule files and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Crisis(kind) => kind.name(),
            Self::Control(word) => word.name(),
            Self::Theme(theme) => THEMES.get(theme).copied().unwrap_or_default(),
        }
    }
}
