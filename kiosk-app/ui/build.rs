//! Compiles the pages.

fn main() {
    let configuration = slint_build::CompilerConfiguration::new().with_style("fluent".into());
    if let Err(error) = slint_build::compile_with_config("slint/main.slint", configuration) {
        eprintln!("{error}");
        std::process::exit(1);
    }
}
