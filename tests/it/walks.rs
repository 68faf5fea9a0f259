//! Random walks over the shipped content: 10,000 members who press, type, go back, skip, ask for help and stop.

use std::ops::Range;

use alongside::engine::{Ask, At, BACK_STEPS, Input, Output, Talk, step, token};
use alongside::script::{AnswerKind, Depth, FRAME, Node, Pack, PackIx};

use crate::common::{Dice, script};

/// How many walks.
const WALKS: u64 = 10_000;

/// How many inputs a walk has before it is ended.
const INPUTS_MAX: usize = 45;

/// What members type when they do not press.
const TYPED: [&str; 8] = [
    "",
    "1",
    "2",
    "7",
    "I went quiet and left the room",
    "zzz",
    "nothing",
    "\u{202E}\u{0}💔 ñ",
];

#[test]
fn walks_of_the_first_quarter_hold() {
    walks(0..WALKS / 4);
}

#[test]
fn walks_of_the_second_quarter_hold() {
    walks(WALKS / 4..WALKS / 2);
}

#[test]
fn walks_of_the_third_quarter_hold() {
    walks(WALKS / 2..WALKS / 4 * 3);
}

#[test]
fn walks_of_the_last_quarter_hold() {
    walks(WALKS / 4 * 3..WALKS);
}

fn walks(seeds: Range<u64>) {
    let mut ends = 0;
    let mut deep = 0;
    for seed in seeds {
        let walk = Walk::new(seed).run();
        ends += usize::from(walk.saw_end);
        deep += usize::from(walk.saw_deep);
    }
    assert!(ends > 100, "hardly a walk came to a theme's end: {ends}");
    assert!(deep > 20, "hardly a walk went deep: {deep}");
}

/// One member's walk.
struct Walk {
    seed: u64,
    dice: Dice,
    pack: &'static Pack,
    talk: Talk,
    /// The talk before each step that Back can take back.
    trail: Vec<Talk>,
    saw_end: bool,
    saw_deep: bool,
}

impl Walk {
    fn new(seed: u64) -> Self {
        let pack = &script().packs[0];
        let mut dice = Dice::new(seed);
        let mut talk = Talk::new(pack, PackIx(0), u8::try_from(dice.below(64)).unwrap());
        talk.depth = [Depth::Light, Depth::Middle, Depth::Deep][dice.below(3)];
        Self {
            seed,
            dice,
            pack,
            talk,
            trail: Vec::new(),
            saw_end: false,
            saw_deep: false,
        }
    }

    fn run(mut self) -> Self {
        for _ in 0..INPUTS_MAX {
            let (_, outputs) = step(script(), self.talk.clone(), &Input::Show);
            let ask =
                asked(&outputs).unwrap_or_else(|| panic!("walk {}: nothing is asked", self.seed));
            self.check_place(&outputs, &ask);
            self.one_input(&ask);
        }
        let (talk, _) = step(script(), self.talk.clone(), &Input::Stop);
        assert_eq!(
            talk.at,
            At::Closing,
            "walk {} could not be ended",
            self.seed
        );
        self
    }

    /// What must hold wherever a member stands.
    fn check_place(&mut self, outputs: &[Output<'_>], ask: &Ask<'_>) {
        let seed = self.seed;
        let code = token::encode(self.pack, &self.talk);
        assert!(
            code.len() <= token::CHARS_MAX,
            "walk {seed}: token of {}",
            code.len()
        );
        let decoded = token::decode(script(), &code).unwrap();
        assert_eq!(decoded.talk, self.talk, "walk {seed}");
        assert!(!decoded.gone);
        assert!(
            !ask.offers.is_empty() || ask.answer.is_some(),
            "walk {seed}: nothing to do"
        );
        let (stopped, _) = step(script(), self.talk.clone(), &Input::Stop);
        assert_eq!(stopped.at, At::Closing, "walk {seed}: stop");
        let (same, support) = step(script(), self.talk.clone(), &Input::Support);
        assert_eq!(same, self.talk, "walk {seed}: support moves the talk");
        assert!(
            support
                .iter()
                .any(|output| matches!(output, Output::Support(_)))
        );
        let text = |output: &Output<'_>| matches!(output, Output::Line { text, .. } if !text.trim().is_empty());
        if let Some((_, node)) = self.talk.node(self.pack) {
            assert!(
                outputs.iter().any(text),
                "walk {seed}: `{}` says nothing",
                node.id
            );
            self.saw_end |= node.end;
            self.check_depth(node);
        }
    }

    fn check_depth(&mut self, node: &Node) {
        if node.theme == FRAME || node.depth < Depth::Deep {
            assert!(
                node.depth <= self.talk.depth || node.theme == FRAME,
                "walk {}",
                self.seed
            );
            return;
        }
        self.saw_deep = true;
        assert_eq!(
            self.talk.depth,
            Depth::Deep,
            "walk {}: `{}`",
            self.seed,
            node.id
        );
        let gate = self.pack.theme(node.theme).nodes.iter().any(|index| {
            let gate = self.pack.node(*index);
            gate.gate && self.talk.has_visited(gate)
        });
        assert!(gate, "walk {}: `{}` before its gate", self.seed, node.id);
    }

    fn one_input(&mut self, ask: &Ask<'_>) {
        match self.dice.below(20) {
            0 => self.go_back(),
            1 => self.take(&Input::Skip),
            2 => self.take(&Input::Help),
            3 => {
                let typed = TYPED[self.dice.below(TYPED.len())];
                self.take(&Input::Say(typed));
            }
            4 if self.dice.below(4) == 0 => self.take(&Input::Stop),
            5 if self.dice.below(4) == 0 => self.take(&Input::Hub),
            6 => {
                let number = u8::try_from(self.dice.below(256)).unwrap();
                self.take(&Input::Choose(number));
            }
            _ => self.press(ask),
        }
    }

    fn press(&mut self, ask: &Ask<'_>) {
        let count = ask.offers.len();
        if let Some(answer) = ask.answer
            && (count == 0 || self.dice.below(3) == 0)
        {
            match answer.kind {
                AnswerKind::Scale => {
                    let number = u8::try_from(self.dice.below(11)).unwrap();
                    return self.take(&Input::Scale(number));
                }
                AnswerKind::Text => return self.take(&Input::Answer("in my own words")),
                AnswerKind::Feeling | AnswerKind::Several => {}
            }
        }
        if count == 0 {
            return self.take(&Input::Skip);
        }
        let act = ask.offers[self.dice.below(count)].act;
        self.take(&act.input());
    }

    /// Takes a step and remembers the talk before it, if Back can take it back.
    fn take(&mut self, input: &Input<'_>) {
        let before = self.talk.clone();
        let (talk, _) = step(script(), before.clone(), input);
        match (talk.steps_back(), before.steps_back()) {
            (0, _) => self.trail.clear(),
            (after, was) if after > was => self.trail.push(before),
            (BACK_STEPS, BACK_STEPS) if talk.way_back() != before.way_back() => {
                self.trail.push(before);
            }
            _ => self.replace_top(&before, &talk),
        }
        self.talk = talk;
    }

    /// A miss or an opened family changes the place without being a step.
    fn replace_top(&mut self, before: &Talk, after: &Talk) {
        assert_eq!(
            before.way_back(),
            after.way_back(),
            "walk {}: the way back changed without a step",
            self.seed
        );
    }

    fn go_back(&mut self) {
        let open = self.talk.is_open_list();
        let steps = self.talk.steps_back();
        let (talk, _) = step(script(), self.talk.clone(), &Input::Back);
        if open {
            assert_eq!(talk.steps_back(), steps);
        } else if steps == 0 {
            assert_eq!(talk, self.talk, "walk {}: back from nowhere", self.seed);
        } else {
            let before = self.trail.pop().unwrap();
            assert_eq!(
                talk.without_way_back(),
                before.without_way_back(),
                "walk {}: back is not exact",
                self.seed
            );
            assert_eq!(talk.steps_back(), steps - 1);
        }
        self.talk = talk;
    }
}

fn asked<'s>(outputs: &[Output<'s>]) -> Option<Ask<'s>> {
    outputs.iter().find_map(|output| match output {
        Output::Ask(ask) => Some(ask.clone()),
        _ => None,
    })
}
