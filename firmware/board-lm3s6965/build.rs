//! Has the image laid out by cortex-m-rt's linker script, which reads `memory.x` in this folder:
//! the linker runs here.

fn main() {
    println!("cargo::rustc-link-arg-bins=-Tlink.x");
    println!("cargo::rerun-if-changed=memory.x");
    println!("cargo::rerun-if-changed=build.rs");
}
