//! The emulator's debugger port, for the one thing that a monitor cannot do: to send the processor
//! astray. It speaks the remote protocol of GDB: `$packet#sum`, answered by `+` and a packet.

use std::{
    io::{self, Read, Write},
    os::unix::net::UnixStream,
    path::Path,
};

/// The chip, halted.
pub(crate) struct Halted(UnixStream);

impl Halted {
    /// Halts the chip.
    pub(crate) fn halt(socket: &Path) -> io::Result<Self> {
        let mut halted = Self(UnixStream::connect(socket)?);
        // Registers may be written by those alone who have asked which there are.
        halted.ask("qXfer:features:read:target.xml:0,ffb")?;
        Ok(halted)
    }

    /// Lets it go on from `address`.
    pub(crate) fn go_on_from(mut self, address: u32) -> io::Result<()> {
        const PROGRAM_COUNTER: u8 = 15;
        let address = address.swap_bytes();
        let written = self.ask(&format!("P{PROGRAM_COUNTER:x}={address:08x}"))?;
        if written != "OK" {
            return Err(io::Error::other("the debugger's port takes no program counter"));
        }
        self.ask("D").map(drop)
    }

    /// Asks, and returns the answer. In between the port tells that the chip has stopped.
    fn ask(&mut self, packet: &str) -> io::Result<String> {
        let sum = packet.bytes().fold(0, u8::wrapping_add);
        write!(self.0, "${packet}#{sum:02x}")?;
        loop {
            let answer = self.packet()?;
            if !answer.starts_with('T') {
                return Ok(answer);
            }
        }
    }

    fn packet(&mut self) -> io::Result<String> {
        while self.byte()? != b'$' {}
        let mut packet = String::new();
        loop {
            match self.byte()? {
                b'#' => break,
                byte => packet.push(byte.into()),
            }
        }
        let _sum = [self.byte()?, self.byte()?];
        self.0.write_all(b"+")?;
        Ok(packet)
    }

    fn byte(&mut self) -> io::Result<u8> {
        let mut byte = [0];
        self.0.read_exact(&mut byte).map(|()| byte[0])
    }
}
