//! The reference backend of the district.
