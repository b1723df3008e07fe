//! The type faces that screen, paper and the simulated printer share.
