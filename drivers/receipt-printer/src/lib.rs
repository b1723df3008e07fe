//! The receipt printer (ESC/POS, GB 18030): wire, client and simulated printer.
