//! Compiles the window of hands.

fn main() {
    let style = slint_build::CompilerConfiguration::new().with_style("fluent-light".into());
    if let Err(error) = slint_build::compile_with_config("slint/hands.slint", style) {
        eprintln!("{error}");
        std::process::exit(1);
    }
}
