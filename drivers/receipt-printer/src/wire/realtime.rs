//! Real-time commands: obeyed on arrival, wherever they stand in the stream.

/// What `DLE EOT n` asks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Request {
    /// n = 1: on line or off.
    Printer,
    /// n = 2: why it is off line.
    Cause,
    /// n = 3: which error.
    Error,
    /// n = 4: the roll.
    Paper,
    /// Another n, whose meaning is the maker's.
    Other(u8),
}

impl Request {
    /// The n of `DLE EOT n`.
    pub fn number(self) -> u8 {
        match self {
            Self::Printer => 1,
            Self::Cause => 2,
            Self::Error => 3,
            Self::Paper => 4,
            Self::Other(n) => n,
        }
    }

    fn of(n: u8) -> Self {
        match n {
            1 => Self::Printer,
            2 => Self::Cause,
            3 => Self::Error,
            4 => Self::Paper,
            n => Self::Other(n),
        }
    }
}

/// A command that the printer obeys when it arrives, even off line and out of turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RealTime {
    /// `10 04 n`: one status byte back.
    Ask(Request),
    /// `10 05 n`: 0 presses feed, 1 goes on after an error, 2 clears the buffers and recovers.
    Recover(u8),
    /// `10 14 08 01 03 14 01 06 02 08`: clears the receive and the print buffer. Newer models only.
    Clear,
}

const CLEAR: [u8; 10] = [0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08];

impl RealTime {
    /// Its bytes.
    pub fn bytes(self) -> Vec<u8> {
        match self {
            Self::Ask(request) => vec![0x10, 0x04, request.number()],
            Self::Recover(n) => vec![0x10, 0x05, n],
            Self::Clear => CLEAR.to_vec(),
        }
    }

    /// Reads the front of `bytes`: the command and its size, or `Partial` where more could make one.
    pub(crate) fn at_front(bytes: &[u8]) -> Front {
        let command = match *bytes {
            [0x10, 0x04, n, ..] => Self::Ask(Request::of(n)),
            [0x10, 0x05, n @ 0..=2, ..] => Self::Recover(n),
            _ if bytes.starts_with(&CLEAR) => Self::Clear,
            [] | [0x10] | [0x10, 0x04 | 0x05] => return Front::Partial,
            _ if CLEAR.starts_with(bytes) => return Front::Partial,
            _ => return Front::Other,
        };
        Front::Command(command, command.bytes().len())
    }
}

/// What stands at the front of some bytes.
pub(crate) enum Front {
    Partial,
    Other,
    Command(RealTime, usize),
}

/// Watches bytes as they arrive and finds the real-time commands in them, also inside the data of
/// other commands, as printers do.
#[derive(Debug, Clone, Default)]
pub struct RealTimeScanner {
    held: Vec<u8>,
}

impl RealTimeScanner {
    /// Takes the next byte; returns the command that it completes.
    pub fn take(&mut self, byte: u8) -> Option<RealTime> {
        self.held.push(byte);
        loop {
            match RealTime::at_front(&self.held) {
                Front::Partial => return None,
                Front::Other => drop(self.held.remove(0)),
                Front::Command(command, _) => {
                    self.held.clear();
                    return Some(command);
                }
            }
        }
    }
}

/// Where in `bytes` a printer would see the beginning of a real-time command: `10 04`, `10 05` or
/// `10 14`. Data that holds one must be changed or split before it is sent, for the printer would
/// answer, recover or even switch itself off in the middle of a picture.
pub fn find_real_time(bytes: &[u8]) -> Option<usize> {
    bytes.windows(2).position(|pair| matches!(pair, [0x10, 0x04 | 0x05 | 0x14]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scan_all(bytes: &[u8]) -> Vec<RealTime> {
        let mut scanner = RealTimeScanner::default();
        bytes.iter().filter_map(|byte| scanner.take(*byte)).collect()
    }

    #[test]
    fn a_status_request_is_found_inside_a_barcode() {
        // The digits 160401 in set C of Code 128.
        let data = [0x7B, 0x43, 0x10, 0x04, 0x01];
        assert_eq!(find_real_time(&data), Some(2));
        assert_eq!(scan_all(&data), [RealTime::Ask(Request::Printer)]);
    }

    #[test]
    fn every_command_is_found_after_false_starts_and_not_before_its_last_byte() {
        for command in [RealTime::Ask(Request::Other(20)), RealTime::Recover(2), RealTime::Clear] {
            for false_start in [&[][..], &[0x10], &[0x10, 0x10], &[0x10, 0x14, 0x08, 0x01]] {
                let bytes = [false_start, &command.bytes()].concat();
                assert_eq!(scan_all(&bytes), [command]);
                assert_eq!(scan_all(&bytes[..bytes.len() - 1]), []);
            }
        }
    }
}
