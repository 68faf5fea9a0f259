//! What can be typed behind `alongside`.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

use crate::content::Content;
use crate::script::Depth;

/// A calm script that helps people think about closeness and distance in love.
#[derive(Debug, Parser)]
#[command(name = "alongside", version, about, arg_required_else_help = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Run the bot on Discord
    Run(Run),
    /// Print the commands that the bot registers
    Commands(Commands),
    /// Walk through the questions in this terminal
    Chat(Chat),
    /// Check packs and print what does not hold together
    Check(Check),
    /// Check settings, token and prompts before the bot runs on Discord
    Doctor(Doctor),
    /// Forget a member, at the platform's or the member's own request
    Forget(Forget),
    /// Print packs as a graph
    Graph(Graph),
    /// Read JSON lines with texts and print what each is taken for
    Understand(Folder),
    /// Run transcripts of talks and print the first line that differs
    Try(Try),
    /// Give new nodes and choices their numbers and write them beside each pack
    Ordinals(Ordinals),
    /// Turn a text under copyright into hashes of its runs of 6 words
    Shingles(Shingles),
    /// Print the JSON schema of a pack's files
    Schema,
}

/// A folder of prompts of one's own.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Folder {
    /// Folder of prompts to use in place of the built-in packs
    #[arg(long, value_name = "DIR")]
    pub(crate) prompts: Option<PathBuf>,
}

/// `alongside chat`
#[derive(Debug, ClapArgs)]
pub(crate) struct Chat {
    #[command(flatten)]
    pub(crate) folder: Folder,
    /// Theme to begin in, such as `shame`
    #[arg(long, value_name = "ID")]
    pub(crate) theme: Option<String>,
    /// Folder in which what you agree to is kept; in memory only when left out
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// How deep the questions may go
    #[arg(long, value_enum)]
    pub(crate) depth: Option<DepthArg>,
    /// Number that picks among variants of a line; by chance when left out
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
    /// Print lines as long as they are, without an editor
    #[arg(long)]
    pub(crate) plain: bool,
}

/// How deep the questions may go.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum DepthArg {
    /// Anyone, any day
    Light,
    /// Old things, from a distance
    Middle,
    /// With grounding before and after
    Deep,
}

impl From<DepthArg> for Depth {
    fn from(depth: DepthArg) -> Self {
        match depth {
            DepthArg::Light => Self::Light,
            DepthArg::Middle => Self::Middle,
            DepthArg::Deep => Self::Deep,
        }
    }
}

/// `alongside check`
#[derive(Debug, ClapArgs)]
pub(crate) struct Check {
    /// Folder of prompts; the built-in ones when left out
    pub(crate) folder: Option<PathBuf>,
    /// How findings are printed
    #[arg(long, value_enum, default_value = "plain")]
    pub(crate) format: Format,
    /// Explain a rule and check nothing
    #[arg(long, value_name = "ID", conflicts_with = "folder")]
    pub(crate) explain: Option<String>,
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Plain,
    /// One JSON object a line
    Json,
}

/// `alongside run`
#[derive(Debug, ClapArgs)]
pub(crate) struct Run {
    /// File with settings; `alongside.toml` in this folder when left out
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

/// `alongside forget`
#[derive(Debug, ClapArgs)]
pub(crate) struct Forget {
    /// Where the member is known
    #[arg(long, value_enum)]
    pub(crate) platform: Platform,
    /// The member's id there
    #[arg(long, value_name = "ID")]
    pub(crate) user: String,
    /// File with settings; `alongside.toml` in this folder when left out
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

/// Where members are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Platform {
    /// Discord
    Discord,
    /// A chat in a terminal with `--data`
    Terminal,
}

/// `alongside commands`
#[derive(Debug, ClapArgs)]
pub(crate) struct Commands {
    /// How the commands are printed
    #[arg(long, value_enum, default_value = "plain")]
    pub(crate) format: CommandsFormat,
}

/// How commands are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CommandsFormat {
    /// For people
    Plain,
    /// As Discord takes them
    Json,
}

/// `alongside doctor`
#[derive(Debug, ClapArgs)]
pub(crate) struct Doctor {
    /// File with settings; `alongside.toml` in this folder when left out
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

/// `alongside graph`
#[derive(Debug, ClapArgs)]
pub(crate) struct Graph {
    /// Folder of prompts; the built-in ones when left out
    pub(crate) folder: Option<PathBuf>,
    /// How the graph is printed
    #[arg(long, value_enum, default_value = "mermaid")]
    pub(crate) format: GraphFormat,
    /// Only this theme
    #[arg(long, value_name = "ID")]
    pub(crate) theme: Option<String>,
}

/// How a graph is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum GraphFormat {
    /// For Mermaid
    Mermaid,
    /// For Graphviz
    Dot,
    /// For programs
    Json,
}

/// `alongside try`
#[derive(Debug, ClapArgs)]
pub(crate) struct Try {
    #[command(flatten)]
    pub(crate) folder: Folder,
    /// Transcripts
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
}

/// `alongside ordinals`
#[derive(Debug, ClapArgs)]
pub(crate) struct Ordinals {
    /// Folder of prompts
    pub(crate) folder: PathBuf,
}

/// `alongside shingles`
#[derive(Debug, ClapArgs)]
pub(crate) struct Shingles {
    /// Text file; only its hashes are printed
    pub(crate) file: PathBuf,
}

impl Folder {
    /// The packs of the folder, refused when they do not hold together, or the built-in ones, which the tests hold together.
    pub(crate) fn content(&self) -> anyhow::Result<Content> {
        let content = match &self.prompts {
            None => Content::built_in().readable()?,
            Some(folder) => Content::from_folder(folder).usable()?,
        };
        Ok(content)
    }
}
