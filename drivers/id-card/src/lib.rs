//! The ID-card reader (SDT/SAM-V protocol): wire, client and simulated module.
