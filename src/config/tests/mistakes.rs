//! Settings that are wrong, each with the whole line that the operator reads.

/// File, environment, and the line. `SECRET` stands for something that looks like a token.
pub(super) const MISTAKES: &[(&str, &str, &str)] = &[
    (
        "[discord]\nguild_ids = [1,\napi_base = 3",
        "",
        "alongside.toml:3: is not TOML (unexpected `=` in array, expected value, `]`); write `key = \"text\"`, `key = true` or `[table]`",
    ),
    (
        "[log]\nformat = text",
        "",
        "alongside.toml:2: is not TOML (invalid boolean, expected `true`); write `key = \"text\"`, `key = true` or `[table]`",
    ),
    (
        "[log]\nformat = \"text\"\nformat = \"json\"",
        "",
        "alongside.toml:3: sets something twice; leave one of the two out",
    ),
    (
        "[log]\nformat = \"text\"\n[log]\n",
        "",
        "alongside.toml:3: sets something twice; leave one of the two out",
    ),
    (
        "[log\nformat = \"text\"",
        "",
        "alongside.toml:1: is not TOML (unclosed table, expected `]`); write `key = \"text\"`, `key = true` or `[table]`",
    ),
    (
        "format",
        "",
        "alongside.toml:1: is not TOML (key with no value, expected `=`); write `key = \"text\"`, `key = true` or `[table]`",
    ),
    (
        "discrod = 1",
        "",
        "alongside.toml:1: `discrod` is not a setting; did you mean `discord`?",
    ),
    (
        "[disord]\napi_base = \"https://discord.com\"",
        "",
        "alongside.toml:1: `disord` is not a setting; did you mean `discord`?",
    ),
    (
        "[zzzzzzzz]",
        "",
        "alongside.toml:1: `zzzzzzzz` is not a setting; known here: `discord`, `data`, `answers`, `prompts`, `log`, `about`",
    ),
    (
        "[discord]\napi-base = \"https://discord.com\"",
        "",
        "alongside.toml:2: `discord.api-base` is not a setting; did you mean `api_base`?",
    ),
    (
        "[discord]\ntokenfile = \"token\"",
        "",
        "alongside.toml:2: `discord.tokenfile` is not a setting; did you mean `token_file`?",
    ),
    (
        "[discord]\ntoken = \"SECRET\"",
        "",
        "alongside.toml:2: `discord.token` does not belong in this file; put the token into a file of its own and name that with `token_file` under `[discord]`",
    ),
    (
        "token = \"SECRET\"",
        "",
        "alongside.toml:1: `token` does not belong in this file; put the token into a file of its own and name that with `token_file` under `[discord]`",
    ),
    (
        "token_file = \"token\"",
        "",
        "alongside.toml:1: `token_file` is not a setting here; it belongs under `[discord]`",
    ),
    (
        "[data]\nformat = \"json\"",
        "",
        "alongside.toml:2: `data.format` is not a setting here; it belongs under `[log]`",
    ),
    (
        "[log]\nlevel = \"debug\"",
        "",
        "alongside.toml:2: `log.level` is not a setting; known here: `format`",
    ),
    (
        "[discord]\nSECRET = 1",
        "",
        "alongside.toml:2: `discord.…` is not a setting; known here: `token_file`, `api_base`, `trust_api_base`, `guild_ids`",
    ),
    (
        "[discord.dev]\nx = 1",
        "",
        "alongside.toml:1: `discord.dev` is not a setting; known here: `token_file`, `api_base`, `trust_api_base`, `guild_ids`",
    ),
    (
        "discord = \"https://discord.com\"",
        "",
        "alongside.toml:1: `discord` is text; write `[discord]` and its keys below it",
    ),
    (
        "[[data]]\ndir = \"x\"",
        "",
        "alongside.toml:1: `data` is a list; write `[data]` and its keys below it",
    ),
    (
        "data = 3",
        "",
        "alongside.toml:1: `data` is a number; write `[data]` and its keys below it",
    ),
    (
        "[discord]\napi_base = 443",
        "",
        "alongside.toml:2: `discord.api_base` is a number; write text in quotation marks",
    ),
    (
        "[discord]\ntrust_api_base = \"true\"",
        "",
        "alongside.toml:2: `discord.trust_api_base` is text; write `true` or `false`, without quotation marks",
    ),
    (
        "[discord]\ntrust_api_base = 1",
        "",
        "alongside.toml:2: `discord.trust_api_base` is a number; write `true` or `false`, without quotation marks",
    ),
    (
        "[log]\nformat = true",
        "",
        "alongside.toml:2: `log.format` is `true` or `false`; write text in quotation marks",
    ),
    (
        "[data]\ndir = [\"data\"]",
        "",
        "alongside.toml:2: `data.dir` is a list; write text in quotation marks",
    ),
    (
        "[about]\nprivacy_url = 2026-01-01",
        "",
        "alongside.toml:2: `about.privacy_url` is a date; write text in quotation marks",
    ),
    (
        "[about]\noperator_contact = 1.5",
        "",
        "alongside.toml:2: `about.operator_contact` is a number with a fraction; write text in quotation marks",
    ),
    (
        "[prompts]\ndir = {path = \"x\"}",
        "",
        "alongside.toml:2: `prompts.dir` is a table; write text in quotation marks",
    ),
    (
        "[data]\ndir = \"\"",
        "",
        "alongside.toml:2: `data.dir` is empty; leave the line out or write a value",
    ),
    (
        "[data]\ndir = \"  \"",
        "",
        "alongside.toml:2: `data.dir` holds only white space; leave the line out or write a value",
    ),
    (
        "[data]\ndir = \" data\"",
        "",
        "alongside.toml:2: `data.dir` has white space around it; take it away",
    ),
    (
        "[about]\noperator_contact = \"a\\nb\"",
        "",
        "alongside.toml:2: `about.operator_contact` has several lines; write it on one line",
    ),
    (
        "[about]\noperator_contact = \"a\\u202Eb\"",
        "",
        "alongside.toml:2: `about.operator_contact` has characters that cannot be seen; type it anew",
    ),
    (
        "[data]\ndir = \"a\\u0000b\"",
        "",
        "alongside.toml:2: `data.dir` has characters that cannot be seen; type it anew",
    ),
    (
        "[log]\nformat = \"jsno\"",
        "",
        "alongside.toml:2: `log.format` is not a format; did you mean `json`?",
    ),
    (
        "[log]\nformat = \"xml\"",
        "",
        "alongside.toml:2: `log.format` is not a format; known here: `json`, `text`",
    ),
    (
        "[discord]\napi_base = \"discord.com\"",
        "",
        "alongside.toml:2: `discord.api_base` has no scheme; write scheme and host only, as in `https://discord.com`",
    ),
    (
        "[discord]\napi_base = \"ftp://discord.com\"",
        "",
        "alongside.toml:2: `discord.api_base` is not an http or https address; write scheme and host only, as in `https://discord.com`",
    ),
    (
        "[discord]\napi_base = \"https://\"",
        "",
        "alongside.toml:2: `discord.api_base` is not an address; write scheme and host only, as in `https://discord.com`",
    ),
    (
        "[discord]\napi_base = \"https://dis cord.com\"",
        "",
        "alongside.toml:2: `discord.api_base` is not an address; write scheme and host only, as in `https://discord.com`",
    ),
    (
        "[discord]\napi_base = \"http://discord.com\"",
        "",
        "alongside.toml:2: `discord.api_base` is plain http, and the token would travel in the clear; write `https://`; `http://` is for this machine only",
    ),
    (
        "[discord]\napi_base = \"http://192.168.1.5:8080\"",
        "",
        "alongside.toml:2: `discord.api_base` is plain http, and the token would travel in the clear; write `https://`; `http://` is for this machine only",
    ),
    (
        "[discord]\napi_base = \"https://discord.com/api/v10\"",
        "",
        "alongside.toml:2: `discord.api_base` has the path of the API, which is added by itself; write scheme and host only, as in `https://discord.com`",
    ),
    (
        "[discord]\napi_base = \"https://discord.com/x\"",
        "",
        "alongside.toml:2: `discord.api_base` has a path; write scheme and host only, as in `https://discord.com`",
    ),
    (
        "[discord]\napi_base = \"https://discord.com?x=1\"",
        "",
        "alongside.toml:2: `discord.api_base` has a query; write scheme and host only, as in `https://discord.com`",
    ),
    (
        "[discord]\napi_base = \"https://discord.com#x\"",
        "",
        "alongside.toml:2: `discord.api_base` has a fragment; write scheme and host only, as in `https://discord.com`",
    ),
    (
        "[discord]\napi_base = \"https://user:SECRET@discord.com\"",
        "",
        "alongside.toml:2: `discord.api_base` has credentials in it; write scheme and host only, as in `https://discord.com`",
    ),
    (
        "[discord]\napi_base = \"https://discord.com:0\"",
        "",
        "alongside.toml:2: `discord.api_base` has port 0; write scheme and host only, as in `https://discord.com`",
    ),
    (
        "[discord]\napi_base = \"https://discord.com:99999\"",
        "",
        "alongside.toml:2: `discord.api_base` is not an address; write scheme and host only, as in `https://discord.com`",
    ),
    (
        "[discord]\napi_base = \"https://example.org\"",
        "",
        "alongside.toml:2: `discord.api_base` is neither Discord nor this machine, and the token would be sent there; leave it out, or add `trust_api_base = true` if that server is yours",
    ),
    (
        "[discord]\napi_base = \"https://discord.com.example.org\"",
        "",
        "alongside.toml:2: `discord.api_base` is neither Discord nor this machine, and the token would be sent there; leave it out, or add `trust_api_base = true` if that server is yours",
    ),
    (
        "[discord]\napi_base = \"https://discord.com:8443\"",
        "",
        "alongside.toml:2: `discord.api_base` is neither Discord nor this machine, and the token would be sent there; leave it out, or add `trust_api_base = true` if that server is yours",
    ),
    (
        "[discord]\napi_base = \"https://169.254.169.254\"",
        "",
        "alongside.toml:2: `discord.api_base` is neither Discord nor this machine, and the token would be sent there; leave it out, or add `trust_api_base = true` if that server is yours",
    ),
    (
        "[discord]\napi_base = \"http://example.org\"\ntrust_api_base = true",
        "",
        "alongside.toml:2: `discord.api_base` is plain http, and the token would travel in the clear; write `https://`; `http://` is for this machine only",
    ),
    (
        "[discord]\nguild_ids = 123",
        "",
        "alongside.toml:2: `discord.guild_ids` is a number; write a list of whole numbers, as in `[123, 456]`",
    ),
    (
        "[discord]\nguild_ids = \"123\"",
        "",
        "alongside.toml:2: `discord.guild_ids` is text; write a list of whole numbers, as in `[123, 456]`",
    ),
    (
        "[discord]\nguild_ids = [\"123\"]",
        "",
        "alongside.toml:2: `discord.guild_ids` has text in its list; write ids as numbers, without quotation marks",
    ),
    (
        "[discord]\nguild_ids = [-1]",
        "",
        "alongside.toml:2: `discord.guild_ids` has a negative number; copy the server's id from Discord",
    ),
    (
        "[discord]\nguild_ids = [0]",
        "",
        "alongside.toml:2: `discord.guild_ids` has the number 0; copy the server's id from Discord",
    ),
    (
        "[discord]\nguild_ids = [99999999999999999999999]",
        "",
        "alongside.toml:2: `discord.guild_ids` has a number too large for an id; copy the server's id from Discord",
    ),
    (
        "[discord]\nguild_ids = [18446744073709551615]",
        "",
        "alongside.toml:2: `discord.guild_ids` has a number too large for an id; copy the server's id from Discord",
    ),
    (
        "[discord]\nguild_ids = [5, 6, 5]",
        "",
        "alongside.toml:2: `discord.guild_ids` has the same server twice; leave one of them out",
    ),
    (
        "[discord]\nguild_ids = [1.5]",
        "",
        "alongside.toml:2: `discord.guild_ids` has a number with a fraction in its list; write ids as whole numbers",
    ),
    (
        "[discord]\nguild_ids = [[1]]",
        "",
        "alongside.toml:2: `discord.guild_ids` has a list in its list; write ids as whole numbers",
    ),
    (
        "[discord]\nguild_ids = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51]",
        "",
        "alongside.toml:2: `discord.guild_ids` has too many servers; 50 servers are the most; leave it out to register commands everywhere",
    ),
    (
        "[discord]\ntoken_file = \"missing\"",
        "",
        "alongside.toml:2: `discord.token_file` names something that does not exist; check the path, or make the file",
    ),
    (
        "[discord]\ntoken_file = \"folder\"",
        "",
        "alongside.toml:2: `discord.token_file` names something that is a folder; name a text file",
    ),
    (
        "[discord]\ntoken_file = \"pipe\"",
        "",
        "alongside.toml:2: `discord.token_file` names something that is not a file; name a text file",
    ),
    (
        "[discord]\ntoken_file = \"barred\"",
        "",
        "alongside.toml:2: `discord.token_file` names something that may not be looked at; check who may enter its folder",
    ),
    (
        "[discord]\ntoken_file = \"open\"",
        "",
        "alongside.toml:2: `discord.token_file` names a file that other people on this machine may read; run `chmod 600` on it",
    ),
    (
        "[discord]\ntoken_file = \"huge\"",
        "",
        "alongside.toml:2: `discord.token_file` names something that is too large; it may have 4096 bytes; name a text file",
    ),
    (
        "[discord]\ntoken_file = \"locked\"",
        "",
        "alongside.toml:2: `discord.token_file` names something that cannot be read; check who may read the file",
    ),
    (
        "[discord]\ntoken_file = \"empty-token\"",
        "",
        "alongside.toml:2: `discord.token_file` names a file whose text is empty; copy the token from the `Bot` page of your application on Discord's developer portal",
    ),
    (
        "[discord]\ntoken_file = \"blank-token\"",
        "",
        "alongside.toml:2: `discord.token_file` names a file whose text holds only white space; copy the token from the `Bot` page of your application on Discord's developer portal",
    ),
    (
        "[discord]\ntoken_file = \"two-lines\"",
        "",
        "alongside.toml:2: `discord.token_file` names a file whose text holds several lines; leave only the token itself",
    ),
    (
        "[discord]\ntoken_file = \"quoted\"",
        "",
        "alongside.toml:2: `discord.token_file` names a file whose text is in quotation marks; leave only the token itself",
    ),
    (
        "[discord]\ntoken_file = \"bot-prefix\"",
        "",
        "alongside.toml:2: `discord.token_file` names a file whose text begins with `Bot` or `Bearer`, which is added by itself; leave only the token itself",
    ),
    (
        "[discord]\ntoken_file = \"bearer\"",
        "",
        "alongside.toml:2: `discord.token_file` names a file whose text begins with `Bot` or `Bearer`, which is added by itself; leave only the token itself",
    ),
    (
        "[discord]\ntoken_file = \"assignment\"",
        "",
        "alongside.toml:2: `discord.token_file` names a file whose text has a `=`, as a line of an environment file has; leave only the token itself",
    ),
    (
        "[discord]\ntoken_file = \"inner-space\"",
        "",
        "alongside.toml:2: `discord.token_file` names a file whose text has white space inside; leave only the token itself",
    ),
    (
        "[discord]\ntoken_file = \"one-dot\"",
        "",
        "alongside.toml:2: `discord.token_file` names a file whose text does not have three parts with a dot between them; copy the token from the `Bot` page of your application on Discord's developer portal",
    ),
    (
        "[discord]\ntoken_file = \"empty-part\"",
        "",
        "alongside.toml:2: `discord.token_file` names a file whose text has an empty part between its dots; copy the token from the `Bot` page of your application on Discord's developer portal",
    ),
    (
        "[discord]\ntoken_file = \"odd\"",
        "",
        "alongside.toml:2: `discord.token_file` names a file whose text has characters that no token has; copy the token from the `Bot` page of your application on Discord's developer portal",
    ),
    (
        "[discord]\ntoken_file = \"too-long\"",
        "",
        "alongside.toml:2: `discord.token_file` names a file whose text is too long for a token; copy the token from the `Bot` page of your application on Discord's developer portal",
    ),
    (
        "[discord]\ntoken_file = \"number\"",
        "",
        "alongside.toml:2: `discord.token_file` names a file whose text is a number, such as an application id; copy the token from the `Bot` page of your application on Discord's developer portal",
    ),
    (
        "[discord]\ntoken_file = \"public-key\"",
        "",
        "alongside.toml:2: `discord.token_file` names a file whose text looks like the application's public key; copy the token from the `Bot` page of your application on Discord's developer portal",
    ),
    (
        "[discord]\ntoken_file = \"client-secret\"",
        "",
        "alongside.toml:2: `discord.token_file` names a file whose text looks like the client secret; copy the token from the `Bot` page of your application on Discord's developer portal",
    ),
    (
        "[discord]\ntoken_file = \"utf16\"",
        "",
        "alongside.toml:2: `discord.token_file` names a file that is UTF-16 text; save it as UTF-8",
    ),
    (
        "[discord]\ntoken_file = \"utf16-bare\"",
        "",
        "alongside.toml:2: `discord.token_file` names a file that has NUL bytes, as UTF-16 text without a byte order mark does; save it as UTF-8",
    ),
    (
        "[discord]\ntoken_file = \"latin1\"",
        "",
        "alongside.toml:2: `discord.token_file` names a file that is not UTF-8 text; save it as UTF-8",
    ),
    (
        "[discord]\ntoken_file = \"~/token\"",
        "",
        "alongside.toml:2: `discord.token_file` begins with `~`, which only a shell knows; write the path out",
    ),
    (
        "[discord]\ntoken_file = \"$HOME/token\"",
        "",
        "alongside.toml:2: `discord.token_file` begins with `$`, which only a shell knows; write the path out",
    ),
    (
        "[discord]\ntoken_file = \"SECRET\"",
        "",
        "alongside.toml:2: `discord.token_file` is not a path but looks like the token itself; put the token into a file of its own and write the path of that; if this file was shared, reset the token",
    ),
    (
        "[discord]\ntoken_file = \"good\"",
        "DISCORD_TOKEN=SECRET",
        "alongside.toml:2: `discord.token_file` is set, and so is `DISCORD_TOKEN` in the environment; leave one of the two out",
    ),
    (
        "[discord]\ntoken_file = \"\"",
        "",
        "alongside.toml:2: `discord.token_file` is empty; leave the line out or write a value",
    ),
    (
        "[discord]\ntoken_file = 5",
        "",
        "alongside.toml:2: `discord.token_file` is a number; write text in quotation marks",
    ),
    (
        "",
        "DISCORD_TOKEN=",
        "environment: `DISCORD_TOKEN` is empty; copy the token from the `Bot` page of your application on Discord's developer portal",
    ),
    (
        "",
        "DISCORD_TOKEN= ",
        "environment: `DISCORD_TOKEN` holds only white space; copy the token from the `Bot` page of your application on Discord's developer portal",
    ),
    (
        "",
        "DISCORD_TOKEN='SECRET'",
        "environment: `DISCORD_TOKEN` is in quotation marks; leave only the token itself",
    ),
    (
        "",
        "DISCORD_TOKEN=\"SECRET\"",
        "environment: `DISCORD_TOKEN` is in quotation marks; leave only the token itself",
    ),
    (
        "",
        "DISCORD_TOKEN=Bot SECRET",
        "environment: `DISCORD_TOKEN` begins with `Bot` or `Bearer`, which is added by itself; leave only the token itself",
    ),
    (
        "",
        "DISCORD_TOKEN=SECRET SECRET",
        "environment: `DISCORD_TOKEN` has white space inside; leave only the token itself",
    ),
    (
        "",
        "DISCORD_TOKEN=SECRET\nSECRET",
        "environment: `DISCORD_TOKEN` holds several lines; leave only the token itself",
    ),
    (
        "",
        "DISCORD_TOKEN=abc",
        "environment: `DISCORD_TOKEN` does not have three parts with a dot between them; copy the token from the `Bot` page of your application on Discord's developer portal",
    ),
    (
        "",
        "DISCORD_TOKEN=DISCORD_TOKEN=SECRET",
        "environment: `DISCORD_TOKEN` has a `=`, as a line of an environment file has; leave only the token itself",
    ),
    (
        "",
        "DISCORD_TOKEN=SECRET.x",
        "environment: `DISCORD_TOKEN` does not have three parts with a dot between them; copy the token from the `Bot` page of your application on Discord's developer portal",
    ),
    (
        "",
        "ALONGSIDE_DISCORD_TOKEN=a.b",
        "environment: `ALONGSIDE_DISCORD_TOKEN` does not have three parts with a dot between them; copy the token from the `Bot` page of your application on Discord's developer portal",
    ),
    (
        "",
        "BOTH",
        "environment: `ALONGSIDE_DISCORD_TOKEN` is set, and so is `DISCORD_TOKEN`; unset one of the two",
    ),
    (
        "[data]\ndir = \"file\"",
        "",
        "alongside.toml:2: `data.dir` is a file; name a folder that you can write to",
    ),
    (
        "[data]\ndir = \"read-only\"",
        "",
        "alongside.toml:2: `data.dir` is a folder that cannot be written to; change its owner, or name another folder",
    ),
    (
        "[data]\ndir = \"read-only/below\"",
        "",
        "alongside.toml:2: `data.dir` is not there and cannot be made; make the folder, or name another one",
    ),
    (
        "[data]\ndir = \"file/below\"",
        "",
        "alongside.toml:2: `data.dir` stands below something that is not a folder; name a folder that you can write to",
    ),
    (
        "[data]\ndir = \"pipe\"",
        "",
        "alongside.toml:2: `data.dir` is neither a folder nor a file; name a folder that you can write to",
    ),
    (
        "[data]\ndir = \"barred\"",
        "",
        "alongside.toml:2: `data.dir` is a folder that may not be entered; name a folder that you can write to",
    ),
    (
        "[data]\ndir = \"~/data\"",
        "",
        "alongside.toml:2: `data.dir` begins with `~`, which only a shell knows; write the path out",
    ),
    (
        "[data]\ndir = \"$DATA\"",
        "",
        "alongside.toml:2: `data.dir` begins with `$`, which only a shell knows; write the path out",
    ),
    (
        "[data]\ndir = \"prompts\"\n[prompts]\ndir = \"prompts\"",
        "",
        "alongside.toml:2: `data.dir` is the same folder as `prompts.dir`; name a folder of its own; what the bot writes must not stand among prompts",
    ),
    (
        "[data]\ndir = \"prompts/inside\"\n[prompts]\ndir = \"prompts\"",
        "",
        "alongside.toml:2: `data.dir` is inside `prompts.dir`; name a folder of its own; what the bot writes must not stand among prompts",
    ),
    (
        "[data]\ndir = \"./data/../prompts\"\n[prompts]\ndir = \"prompts\"",
        "",
        "alongside.toml:2: `data.dir` is the same folder as `prompts.dir`; name a folder of its own; what the bot writes must not stand among prompts",
    ),
    (
        "[data]\nkey = \"k\"",
        "",
        "alongside.toml:2: `data.key` is not a setting; did you mean `keys`?",
    ),
    (
        "[data]\nkeys_file = \"k\"",
        "",
        "alongside.toml:2: `data.keys_file` is not a setting; known here: `dir`, `keys`, `forget_after_days`",
    ),
    (
        "[data]\nkeys = true",
        "",
        "alongside.toml:2: `data.keys` is `true` or `false`; write text in quotation marks",
    ),
    (
        "[data]\nkeys = \"\"",
        "",
        "alongside.toml:2: `data.keys` is empty; leave the line out or write a value",
    ),
    (
        "[data]\nkeys = \"~/keys\"",
        "",
        "alongside.toml:2: `data.keys` begins with `~`, which only a shell knows; write the path out",
    ),
    (
        "[data]\nkeys = \"folder\"",
        "",
        "alongside.toml:2: `data.keys` is a folder; name a file, which is made when it is missing",
    ),
    (
        "[data]\nkeys = \"..\"",
        "",
        "alongside.toml:2: `data.keys` is a folder; name a file, which is made when it is missing",
    ),
    (
        "[data]\nkeys = \"pipe\"",
        "",
        "alongside.toml:2: `data.keys` is neither a folder nor a file; name a file, which is made when it is missing",
    ),
    (
        "[data]\nkeys = \"barred\"",
        "",
        "alongside.toml:2: `data.keys` names something that may not be looked at; check who may enter its folder",
    ),
    (
        "[data]\nkeys = \"open\"",
        "",
        "alongside.toml:2: `data.keys` names a file that other people on this machine may read; run `chmod 600` on it",
    ),
    (
        "[data]\nkeys = \"nowhere/members.keys\"",
        "",
        "alongside.toml:2: `data.keys` stands in a folder that does not exist; make the folder, or name a file in another one",
    ),
    (
        "[data]\nkeys = \"data/below/members.keys\"",
        "",
        "alongside.toml:2: `data.keys` stands in a folder that does not exist; make the folder, or name a file in another one",
    ),
    (
        "[data]\nkeys = \"read-only/members.keys\"",
        "",
        "alongside.toml:2: `data.keys` stands in a folder that cannot be written to; change the folder's owner, or name a file in another one",
    ),
    (
        "[data]\nkeys = \"file/members.keys\"",
        "",
        "alongside.toml:2: `data.keys` stands below something that is not a folder; name a file in a folder that you can write to",
    ),
    (
        "[data]\nkeys = \"barred/members.keys\"",
        "",
        "alongside.toml:2: `data.keys` stands in a folder that may not be entered; name a file in a folder that you can write to",
    ),
    (
        "[data]\nkeys = \"data/alongside.db\"",
        "",
        "alongside.toml:2: `data.keys` is in the data folder under a name that something else may have; let the name end in `.keys`, or name a file in another folder",
    ),
    (
        "[data]\nkeys = \"prompts/members.keys\"\n[prompts]\ndir = \"prompts\"",
        "",
        "alongside.toml:2: `data.keys` is inside `prompts.dir`; name a file elsewhere; keys must not stand among prompts",
    ),
    (
        "[data]\nkeys = \"folder/../prompts/pack/k\"\n[prompts]\ndir = \"prompts\"",
        "",
        "alongside.toml:2: `data.keys` is inside `prompts.dir`; name a file elsewhere; keys must not stand among prompts",
    ),
    (
        "[data]\ndir = \"kept\"",
        "",
        "default: `data.keys` is a folder; name a file, which is made when it is missing",
    ),
    (
        "[data]\nforget_after_days = \"180\"",
        "",
        "alongside.toml:2: `data.forget_after_days` is text; write a whole number, without quotation marks",
    ),
    (
        "[data]\nforget_after_days = 7.5",
        "",
        "alongside.toml:2: `data.forget_after_days` is a number with a fraction; write a whole number, without quotation marks",
    ),
    (
        "[data]\nforget_after_days = false",
        "",
        "alongside.toml:2: `data.forget_after_days` is `true` or `false`; write a whole number, without quotation marks",
    ),
    (
        "[data]\nforget_after_days = 6",
        "",
        "alongside.toml:2: `data.forget_after_days` is too small; 7 days are the fewest",
    ),
    (
        "[data]\nforget_after_days = 0",
        "",
        "alongside.toml:2: `data.forget_after_days` is too small; 7 days are the fewest",
    ),
    (
        "[data]\nforget_after_days = -180",
        "",
        "alongside.toml:2: `data.forget_after_days` is too small; 7 days are the fewest",
    ),
    (
        "[data]\nforget_after_days = 3651",
        "",
        "alongside.toml:2: `data.forget_after_days` is too large; 3650 days are the most",
    ),
    (
        "[data]\nforget_after_days = 65716",
        "",
        "alongside.toml:2: `data.forget_after_days` is too large; 3650 days are the most",
    ),
    (
        "[data]\nforget_after_days = 99999999999999999999",
        "",
        "alongside.toml:2: `data.forget_after_days` is too large; 3650 days are the most",
    ),
    (
        "[data]\nforget_after_days = -99999999999999999999",
        "",
        "alongside.toml:2: `data.forget_after_days` is too small; 7 days are the fewest",
    ),
    (
        "[answers]\nenabled = \"true\"",
        "",
        "alongside.toml:2: `answers.enabled` is text; write `true` or `false`, without quotation marks",
    ),
    (
        "[answers]\nenabled = 1",
        "",
        "alongside.toml:2: `answers.enabled` is a number; write `true` or `false`, without quotation marks",
    ),
    (
        "[answers]\nenable = true",
        "",
        "alongside.toml:2: `answers.enable` is not a setting; did you mean `enabled`?",
    ),
    (
        "[data]\nenabled = true",
        "",
        "alongside.toml:2: `data.enabled` is not a setting here; it belongs under `[answers]`",
    ),
    (
        "answers = true",
        "",
        "alongside.toml:1: `answers` is `true` or `false`; write `[answers]` and its keys below it",
    ),
    (
        "[prompts]\ndir = \"missing\"",
        "",
        "alongside.toml:2: `prompts.dir` does not exist; name a folder of prompts, or leave the line out to use the built-in ones",
    ),
    (
        "[prompts]\ndir = \"file\"",
        "",
        "alongside.toml:2: `prompts.dir` is a file; name a folder of prompts, or leave the line out to use the built-in ones",
    ),
    (
        "[prompts]\ndir = \"empty-folder\"",
        "",
        "alongside.toml:2: `prompts.dir` is an empty folder; name a folder of prompts, or leave the line out to use the built-in ones",
    ),
    (
        "[prompts]\ndir = \"pipe\"",
        "",
        "alongside.toml:2: `prompts.dir` is neither a folder nor a file; name a folder of prompts, or leave the line out to use the built-in ones",
    ),
    (
        "[prompts]\ndir = \"barred\"",
        "",
        "alongside.toml:2: `prompts.dir` is a folder that may not be entered; name a folder of prompts, or leave the line out to use the built-in ones",
    ),
    (
        "[prompts]\ndir = \"\"",
        "",
        "alongside.toml:2: `prompts.dir` is empty; leave the line out or write a value",
    ),
    (
        "[prompts]\ndir = \"~/prompts\"",
        "",
        "alongside.toml:2: `prompts.dir` begins with `~`, which only a shell knows; write the path out",
    ),
    (
        "[about]\narticle_url = \"example.org/x\"",
        "",
        "alongside.toml:2: `about.article_url` is not a web address; write an address that begins with `https://`",
    ),
    (
        "[about]\narticle_url = \"http://example.org\"",
        "",
        "alongside.toml:2: `about.article_url` is not an https address; write an address that begins with `https://`",
    ),
    (
        "[about]\narticle_url = \"https://\"",
        "",
        "alongside.toml:2: `about.article_url` is not a web address; write an address that begins with `https://`",
    ),
    (
        "[about]\narticle_url = \"https://user:SECRET@example.org\"",
        "",
        "alongside.toml:2: `about.article_url` has credentials in it, and every member can read it; leave the part before `@` out",
    ),
    (
        "[about]\narticle_url = \"https://example.org/a b\"",
        "",
        "alongside.toml:2: `about.article_url` has white space inside; write it as `%20`",
    ),
    (
        "[about]\narticle_url = \"LONGURL\"",
        "",
        "alongside.toml:2: `about.article_url` is too long; an address may have 512 bytes",
    ),
    (
        "[about]\narticle_url = \"javascript:alert(1)\"",
        "",
        "alongside.toml:2: `about.article_url` is not a web address; write an address that begins with `https://`",
    ),
    (
        "[about]\nprivacy_url = \"example.org/x\"",
        "",
        "alongside.toml:2: `about.privacy_url` is not a web address; write an address that begins with `https://`",
    ),
    (
        "[about]\nprivacy_url = \"http://example.org\"",
        "",
        "alongside.toml:2: `about.privacy_url` is not an https address; write an address that begins with `https://`",
    ),
    (
        "[about]\nprivacy_url = \"https://\"",
        "",
        "alongside.toml:2: `about.privacy_url` is not a web address; write an address that begins with `https://`",
    ),
    (
        "[about]\nprivacy_url = \"https://user:SECRET@example.org\"",
        "",
        "alongside.toml:2: `about.privacy_url` has credentials in it, and every member can read it; leave the part before `@` out",
    ),
    (
        "[about]\nprivacy_url = \"https://example.org/a b\"",
        "",
        "alongside.toml:2: `about.privacy_url` has white space inside; write it as `%20`",
    ),
    (
        "[about]\nprivacy_url = \"LONGURL\"",
        "",
        "alongside.toml:2: `about.privacy_url` is too long; an address may have 512 bytes",
    ),
    (
        "[about]\nprivacy_url = \"javascript:alert(1)\"",
        "",
        "alongside.toml:2: `about.privacy_url` is not a web address; write an address that begins with `https://`",
    ),
    (
        "[about]\noperator_contact = \"LONGCONTACT\"",
        "",
        "alongside.toml:2: `about.operator_contact` is too long; a contact may have 200 characters",
    ),
    (
        "[about]\noperator_contact = \"ask <@123>\"",
        "",
        "alongside.toml:2: `about.operator_contact` has a mention, which would be shown to members as one; write a name, a mail address or a web address",
    ),
    (
        "[about]\noperator_contact = \"ask <@&123>\"",
        "",
        "alongside.toml:2: `about.operator_contact` has a mention, which would be shown to members as one; write a name, a mail address or a web address",
    ),
    (
        "[about]\noperator_contact = \"in <#5>\"",
        "",
        "alongside.toml:2: `about.operator_contact` has a mention, which would be shown to members as one; write a name, a mail address or a web address",
    ),
    (
        "[about]\noperator_contact = \"@everyone\"",
        "",
        "alongside.toml:2: `about.operator_contact` has a mention, which would be shown to members as one; write a name, a mail address or a web address",
    ),
    (
        "[about]\noperator_contact = \"hi @here\"",
        "",
        "alongside.toml:2: `about.operator_contact` has a mention, which would be shown to members as one; write a name, a mail address or a web address",
    ),
    (
        "[about]\noperator_contact = \"[me](https://example.org)\"",
        "",
        "alongside.toml:2: `about.operator_contact` has a link with other words over it; write the address itself",
    ),
];
