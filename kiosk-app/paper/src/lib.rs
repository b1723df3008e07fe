//! A document as printer bytes, as a picture and as PDF.
