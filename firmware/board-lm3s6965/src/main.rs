//! The I/O board's image for a Stellaris LM3S6965.
#![no_std]
#![no_main]

mod clock;
mod display;
mod pins;
mod registers;
mod ring;
mod serial;
mod thermometer;
mod watchdog;

use cortex_m_rt::entry;

#[entry]
fn main() -> ! {
    watchdog::start();
    registers::system::GATES[0].set(1 << 3 | 1 << 16 | 1 << 20);
    registers::system::GATES[1].set(1 | 1 << 4 | 1 << 16);
    registers::system::GATES[2].set(0x7f);
    clock::start();
    serial::start();
    display::start();
    thermometer::start();
    pins::sense(registers::Port::E, 0xf);
    let mut clock = clock::Clock::new();
    let mut last = 0;
    loop {
        watchdog::feed();
        while let Some(byte) = serial::read() {
            serial::write(&[byte]);
        }
        let now = clock.now_ms();
        if now / 1000 != last {
            last = now / 1000;
            serial::write(b"tick ");
            if let Some(t) = thermometer::read() {
                serial::write(&t.to_be_bytes())
            }
            serial::write(&[b'0' + registers::Port::E.data(15).read() as u8]);
        }
        cortex_m::asm::wfi();
    }
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    loop {}
}
