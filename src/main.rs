//! Arguments -> library -> exit status. No logic lives here.

fn main() -> std::process::ExitCode {
    alongside::cli::main()
}
