//! What one job does to the rows of its member.

use crate::member::{ANSWERS_MAX, Answer, AnswerId, BYTES_MAX, Change, Consent, Day, Record};
use crate::store::fault::Fault;
use crate::store::keys::{self, Hash, Key};
use crate::store::rows;
use crate::store::writer::{Effects, Writer};

/// What came of saving.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Saved {
    /// Whether there was something to forget.
    pub forgot: bool,
    /// Whether an answer found no room.
    pub is_full: bool,
}

/// Applies changes to what is kept about a member.
pub(crate) fn save(
    writer: &Writer,
    member: Hash,
    changes: &[Change],
    today: Day,
    effects: &mut Effects,
) -> Result<Saved, Fault> {
    let mut saved = Saved::default();
    // Whoever agreed to nothing has no key, and leaves no trace; nor has anyone who was forgotten just now.
    let Some(key) = keys::find(&writer.keys, member)? else {
        return Ok(saved);
    };
    // The key is one that a later job of the same group made: what an earlier one kept under it goes, too.
    if changes.contains(&Change::Forget) {
        effects.erased |= rows::erase(&writer.data, key.id)?;
        effects.emptied.push(key.id);
        return Ok(saved);
    }
    let stored = rows::record(&writer.data, &key)?;
    let was_there = stored.is_some();
    let mut record = stored.unwrap_or_default();
    let mut saving = Saving {
        writer,
        key: &key,
        effects,
        saved: &mut saved,
    };
    for change in changes {
        record.apply(change, today);
        saving.answers(&mut record, change, today)?;
    }
    if record.is_empty() {
        effects.erased |= was_there && rows::erase(&writer.data, key.id)?;
        effects.emptied.push(key.id);
    } else {
        let known = rows::seen(&writer.data, key.id)?;
        let is_ours = changes.iter().all(Change::is_ours);
        let seen = known.filter(|_seen| is_ours).unwrap_or(today);
        rows::write_record(&writer.data, &key, &record, seen)?;
    }
    Ok(saved)
}

/// A save under way.
struct Saving<'w> {
    writer: &'w Writer,
    key: &'w Key,
    effects: &'w mut Effects,
    saved: &'w mut Saved,
}

impl Saving<'_> {
    /// What a change does to the answers.
    fn answers(&mut self, record: &mut Record, change: &Change, today: Day) -> Result<(), Fault> {
        let data = &self.writer.data;
        match change {
            Change::TakeBack(from) => {
                // What it covered is gone from the record, and should be gone from the log as well.
                self.effects.erased = true;
                if *from == Consent::Answers {
                    rows::erase_answers(data, self.key.id)?;
                }
            }
            Change::Delete(id) => self.erase(*id)?,
            Change::Unkeep {
                theme, node, mark, ..
            } => {
                if let Some(id) = record.take_latest(*theme, *node, *mark) {
                    self.erase(id)?;
                }
            }
            Change::Keep(answer) if record.may_keep(Consent::Answers) => {
                self.keep(record, answer)?;
            }
            Change::Edit { id, words } if record.may_keep(Consent::Answers) => {
                self.edit(*id, words, today)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn erase(&mut self, id: AnswerId) -> Result<(), Fault> {
        self.effects.erased |= rows::erase_answer(&self.writer.data, self.key.id, id)?;
        Ok(())
    }

    fn keep(&mut self, record: &mut Record, answer: &Answer) -> Result<(), Fault> {
        let again = record.again(answer);
        let (count, bytes) = rows::room(&self.writer.data, self.key.id)?;
        if again.is_none() && (count >= ANSWERS_MAX || bytes + answer.words.len() > BYTES_MAX) {
            self.saved.is_full = true;
            return Ok(());
        }
        let id = rows::write_answer(&self.writer.data, self.key, again, answer)?;
        // The former words are gone, and should be gone from the log as well.
        self.effects.erased |= again.is_some();
        record.note_latest(id, answer);
        Ok(())
    }

    fn edit(&mut self, id: AnswerId, words: &str, today: Day) -> Result<(), Fault> {
        let data = &self.writer.data;
        let Some(mut answer) = rows::answer(data, self.key, id)? else {
            return Ok(());
        };
        let (_, bytes) = rows::room(data, self.key.id)?;
        if bytes + words.len() > BYTES_MAX + answer.words.len() {
            self.saved.is_full = true;
            return Ok(());
        }
        answer.words = words.into();
        answer.edited = Some(today);
        rows::write_answer(data, self.key, Some(id), &answer)?;
        // The old words are gone, and should be gone from the log as well.
        self.effects.erased = true;
        Ok(())
    }
}
