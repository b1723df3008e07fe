//! The words that both sides know. Their numbers are the wire format: append, never renumber.

/// An enum whose variants are one byte each on the wire.
macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum $name { $($(#[$of])* $variant = $code,)+ }

        impl $name {
            /// All of them, in the order of their codes.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The byte that stands for it.
            pub const fn code(self) -> u8 {
                self as u8
            }

            /// What a byte stands for, if for anything.
            pub const fn from_code(code: u8) -> Option<Self> {
                match code {
                    $($code => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }
    };
}
pub(crate) use coded;

coded! {
    /// What can be open, broken or near. The code is the bit of [`Positions`].
    Switch {
        /// The upper door (上门): screen, card readers, this board.
        UpperDoor = 0,
        /// The lower door (下门): main computer, power.
        LowerDoor = 1,
        /// The drawer with the paper roll (纸仓).
        PaperDrawer = 2,
        /// The tamper contact (防拆) at the back of the case.
        Tamper = 3,
        /// The proximity sensor: somebody stands before the kiosk.
        Proximity = 4,
    }
}

/// Which switches are open, broken or near: a bit each, 0 where all is shut, whole and lonely.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Positions(u8);

impl Positions {
    /// The positions that the bits of a byte stand for. Bits without a switch are ignored.
    pub const fn from_bits(bits: u8) -> Self {
        Self(bits & 0x1F)
    }

    /// A bit for each switch.
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// Whether the switch is open, broken or near.
    pub const fn is_on(self, switch: Switch) -> bool {
        self.0 & Self::mask(switch) != 0
    }

    /// The same but for one switch.
    #[must_use]
    pub const fn with(self, switch: Switch, on: bool) -> Self {
        if on { Self(self.0 | Self::mask(switch)) } else { Self(self.0 & !Self::mask(switch)) }
    }

    const fn mask(switch: Switch) -> u8 {
        match switch {
            Switch::UpperDoor => 1,
            Switch::LowerDoor => 2,
            Switch::PaperDrawer => 4,
            Switch::Tamper => 8,
            Switch::Proximity => 16,
        }
    }
}

coded! {
    /// A place at which a lamp shines.
    Slot {
        /// The plate for identity cards (身份证).
        IdCard = 0,
        /// The slot for social-security cards (社保卡).
        SocialCard = 1,
        /// The window of the code scanner (扫码).
        CodeScanner = 2,
        /// Where paper comes out (出纸口).
        Paper = 3,
    }
}

coded! {
    /// How a lamp shines.
    Pattern {
        /// Dark.
        Off = 0,
        /// Steadily: in use, leave it there.
        Steady = 1,
        /// Swelling and ebbing: put it here.
        Guide = 2,
        /// Two short flashes and a pause: take your card.
        TakeCard = 3,
        /// Long and slow, as long dark as bright: take your paper.
        TakePaper = 4,
    }
}

coded! {
    /// What the beeper says, once.
    Beep {
        /// Be silent, whatever is being said.
        Silence = 0,
        /// A short high one: it was read.
        Read = 1,
        /// Two, rising: it is done.
        Done = 2,
        /// Two, low and long: that did not work.
        Wrong = 3,
        /// Three short ones: take your card.
        TakeCard = 4,
        /// Two long ones: take your paper.
        TakePaper = 5,
    }
}

coded! {
    /// What the kiosk does while its heart may not beat.
    Undertaking {
        /// It prints, and a restart would tear a sheet in two.
        Printing = 1,
        /// It updates itself, and a restart would leave it half written.
        Updating = 2,
    }
}

coded! {
    /// What state the kiosk is in, for the panel.
    Mode {
        /// It starts.
        Starting = 0,
        /// It waits for somebody.
        Waiting = 1,
        /// Somebody is at it.
        Serving = 2,
        /// Outside opening hours.
        Closed = 3,
        /// It updates itself.
        Updating = 4,
        /// It serves nobody until staff have acted.
        OutOfService = 5,
        /// Staff are at it.
        Maintenance = 6,
    }
}

coded! {
    /// Whether the district can be reached.
    Network {
        /// Nobody has tried yet.
        Unknown = 0,
        /// It answers.
        Connected = 1,
        /// It does not.
        Away = 2,
    }
}

coded! {
    /// What staff must do now.
    Task {
        /// Nothing.
        Nothing = 0,
        /// The paper runs out soon.
        PaperLow = 1,
        /// The paper has run out.
        PaperOut = 2,
        /// A sheet is stuck.
        PaperJam = 3,
        /// The printer fails.
        CheckPrinter = 4,
        /// A card reader fails.
        CheckCardReader = 5,
        /// The code scanner fails.
        CheckScanner = 6,
        /// The district cannot be reached.
        CheckNetwork = 7,
        /// Nothing that staff can mend: call service.
        CallService = 8,
        /// Somebody at the kiosk asks for help.
        HelpVisitor = 9,
    }
}

coded! {
    /// Why the board started.
    ResetReason {
        /// Power came. What memory held is gone.
        PowerOn = 0,
        /// The board hung, and its own watchdog ended that.
        Watchdog = 1,
        /// Somebody pressed its button, or a debugger did.
        Button = 2,
        /// The supply sagged.
        BrownOut = 3,
        /// The firmware asked for it.
        Software = 4,
        /// The chip does not say.
        Unknown = 5,
    }
}
