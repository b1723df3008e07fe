//! The drivers at work.

use std::io;

use link::{Clock, Handle, Machine, Port};

/// How social-security cards are reached.
pub enum SocialCardWay {
    /// By a reader that speaks CCID on a serial line.
    Serial(Port),
    /// By the first reader of pcscd whose name contains this.
    #[cfg(feature = "pcsc")]
    Pcscd(String),
}

/// The drivers at work; each in a thread of its own, so that none waits for another.
pub(super) struct Devices {
    pub(super) id_card: Option<Handle<id_card::client::Command>>,
    pub(super) social_card: Option<SocialCard>,
    pub(super) code_scanner: Option<Handle<code_scanner::Command>>,
    pub(super) printer: Handle<receipt_printer::Command>,
    pub(super) io_board: Option<Handle<io_board::Command>>,
}

pub(super) enum SocialCard {
    Serial(Handle<social_card::Command>),
    #[cfg(feature = "pcsc")]
    Pcscd(social_card::pcscd::Handle),
}

impl SocialCard {
    pub(super) fn at_work(
        way: SocialCardWay,
        options: social_card::Options,
        clock: &Clock,
        heard: impl FnMut(social_card::Event) + Send + 'static,
    ) -> io::Result<Self> {
        match way {
            SocialCardWay::Serial(port) => {
                let client = social_card::Client::new(options);
                link::run("social-card", port, clock, client, heard).map(Self::Serial)
            }
            #[cfg(feature = "pcsc")]
            SocialCardWay::Pcscd(name) => {
                social_card::pcscd::run(&name, options, clock, heard).map(Self::Pcscd)
            }
        }
    }

    pub(super) fn command(&self, command: social_card::Command) {
        match self {
            Self::Serial(handle) => handle.command(command),
            #[cfg(feature = "pcsc")]
            Self::Pcscd(handle) => handle.command(command),
        }
    }
}

/// Sets the driver of a device to work, where the machine has one.
pub(super) fn at_work<M>(
    name: &str,
    fitted: Option<(Port, M)>,
    clock: &Clock,
    heard: impl FnMut(M::Event) + Send + 'static,
) -> io::Result<Option<Handle<M::Command>>>
where
    M: Machine + Send + 'static,
    M::Command: Send + 'static,
{
    fitted.map(|(port, client)| link::run(name, port, clock, client, heard)).transpose()
}
