//! The service items (事项) of the bureau's two lists, as data and types.
