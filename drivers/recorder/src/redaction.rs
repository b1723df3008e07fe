//! Which bytes are a person's, device by device. What is not understood is blanked.

mod code_scanner;
mod id_card;
mod mask;
mod receipt_printer;
mod segment;
mod social_card;

use link::recorder::Entry;

use crate::{Device, Models};

/// Puts made-up or neutral bytes in place of those that are, or may be, a person's.
pub(crate) fn redact(device: Device, entries: &mut [Entry], models: &Models) {
    match device {
        Device::IdCard => id_card::redact(entries),
        Device::SocialCard => social_card::redact(entries),
        Device::CodeScanner => code_scanner::redact(entries, &models.scanner),
        Device::ReceiptPrinter => receipt_printer::redact(entries, &models.printer),
    }
}
