//! The chip's registers, and all else that the compiler cannot vouch for.
//!
//! This is the only module with `unsafe` in it. A [`Register`] can be made here alone, from the
//! addresses below, each of which is a 32-bit register of this chip that no Rust object lies at;
//! so whatever the rest of the image does with one is sound.
//!
//! Source of the addresses, and of every bit named in the modules beside this one: the LM3S6965
//! data sheet (Texas Instruments, SPMS107), the chapter of each peripheral.
#![allow(unsafe_code)]

use core::{panic::PanicInfo, ptr, sync::atomic::AtomicU32};

use board_core::Kept;
use cortex_m::peripheral::NVIC;
use lm3s6965::Interrupt;

/// One 32-bit register.
#[derive(Clone, Copy)]
pub(crate) struct Register(usize);

impl Register {
    /// Reads it. Some registers change by being read; where that matters its user says so.
    pub(crate) fn read(self) -> u32 {
        // SAFETY: an address of this module is a mapped, aligned register, valid for all time.
        unsafe { ptr::read_volatile(self.0 as *const u32) }
    }

    /// Writes all of its bits.
    pub(crate) fn write(self, value: u32) {
        // SAFETY: as for `read`; no Rust object lies behind a register, so none changes unseen.
        unsafe { ptr::write_volatile(self.0 as *mut u32, value) }
    }

    /// Sets `bits` and leaves the others.
    pub(crate) fn set(self, bits: u32) {
        self.write(self.read() | bits);
    }

    /// Clears `bits` and leaves the others.
    pub(crate) fn clear(self, bits: u32) {
        self.write(self.read() & !bits);
    }

    /// Whether any of `bits` is set.
    pub(crate) fn has(self, bits: u32) -> bool {
        self.read() & bits != 0
    }
}

/// A port of eight pins (GPIO).
#[derive(Clone, Copy)]
pub(crate) struct Port(usize);

impl Port {
    pub(crate) const A: Self = Self(0x4000_4000);
    pub(crate) const B: Self = Self(0x4000_5000);
    pub(crate) const C: Self = Self(0x4000_6000);
    pub(crate) const D: Self = Self(0x4000_7000);
    pub(crate) const E: Self = Self(0x4002_4000);
    pub(crate) const F: Self = Self(0x4002_5000);

    /// The data of `pins` alone: the address says which pins a write changes and a read sees.
    pub(crate) const fn data(self, pins: u8) -> Register {
        Register(self.0 + ((pins as usize) << 2))
    }

    /// 1 for an output.
    pub(crate) const fn direction(self) -> Register {
        Register(self.0 + 0x400)
    }

    /// 1 where a peripheral has the pin.
    pub(crate) const fn alternate(self) -> Register {
        Register(self.0 + 0x420)
    }

    /// 1 where a resistor pulls the pin up.
    pub(crate) const fn pull_up(self) -> Register {
        Register(self.0 + 0x510)
    }

    /// 1 where the pin is digital at all.
    pub(crate) const fn digital(self) -> Register {
        Register(self.0 + 0x51c)
    }
}

/// System control.
pub(crate) mod system {
    use super::Register;

    /// Raw interrupt status.
    pub(crate) const INTERRUPTS: Register = Register(0x400f_e050);
    /// Why the chip was reset (RESC): a bit for each cause since it was last written.
    pub(crate) const RESETS: Register = Register(0x400f_e05c);
    /// Run-mode clock configuration (RCC).
    pub(crate) const CLOCK: Register = Register(0x400f_e060);
    /// Run-mode clock gates (RCGC0 to RCGC2): 1 where a peripheral has its clock.
    pub(crate) const GATES: [Register; 3] =
        [Register(0x400f_e100), Register(0x400f_e104), Register(0x400f_e108)];
}

/// The core's own timer, whose registers every Cortex-M has (ARMv7-M, B3.3).
pub(crate) mod systick {
    use super::Register;

    pub(crate) const CONTROL: Register = Register(0xe000_e010);
    pub(crate) const RELOAD: Register = Register(0xe000_e014);
    pub(crate) const CURRENT: Register = Register(0xe000_e018);
}

/// The watchdog of the board itself.
pub(crate) mod watchdog {
    use super::Register;

    pub(crate) const LOAD: Register = Register(0x4000_0000);
    pub(crate) const CONTROL: Register = Register(0x4000_0008);
    pub(crate) const INTERRUPT_CLEAR: Register = Register(0x4000_000c);
    pub(crate) const LOCK: Register = Register(0x4000_0c00);
}

/// The line to the kiosk.
pub(crate) mod uart0 {
    use super::Register;

    /// A read takes a byte out of the one queue, a write puts one into the other.
    pub(crate) const DATA: Register = Register(0x4000_c000);
    pub(crate) const FLAGS: Register = Register(0x4000_c018);
    pub(crate) const BAUD_WHOLE: Register = Register(0x4000_c024);
    pub(crate) const BAUD_64THS: Register = Register(0x4000_c028);
    pub(crate) const LINE_CONTROL: Register = Register(0x4000_c02c);
    pub(crate) const CONTROL: Register = Register(0x4000_c030);
    pub(crate) const INTERRUPT_MASK: Register = Register(0x4000_c038);
    pub(crate) const INTERRUPT_CLEAR: Register = Register(0x4000_c044);
}

/// The line to the panel.
pub(crate) mod ssi0 {
    use super::Register;

    pub(crate) const CONTROL_0: Register = Register(0x4000_8000);
    pub(crate) const CONTROL_1: Register = Register(0x4000_8004);
    pub(crate) const DATA: Register = Register(0x4000_8008);
    pub(crate) const STATUS: Register = Register(0x4000_800c);
    pub(crate) const PRESCALE: Register = Register(0x4000_8010);
}

/// The timer that has the thermometer measure.
pub(crate) mod timer0 {
    use super::Register;

    pub(crate) const CONFIGURATION: Register = Register(0x4003_0000);
    pub(crate) const MODE_A: Register = Register(0x4003_0004);
    pub(crate) const CONTROL: Register = Register(0x4003_000c);
    pub(crate) const LOAD_A: Register = Register(0x4003_0028);
}

/// The converter, of which the fourth sequencer (one measurement at a time) is used.
pub(crate) mod adc {
    use super::Register;

    pub(crate) const ACTIVE: Register = Register(0x4003_8000);
    pub(crate) const TRIGGERS: Register = Register(0x4003_8014);
    pub(crate) const INPUT_3: Register = Register(0x4003_80a0);
    pub(crate) const CONTROL_3: Register = Register(0x4003_80a4);
    /// A read takes the oldest measurement out of the queue.
    pub(crate) const RESULT_3: Register = Register(0x4003_80a8);
    pub(crate) const QUEUE_3: Register = Register(0x4003_80ac);
}

/// Pulse-width outputs: generator 0 has the beeper, generator 1 the fan.
pub(crate) mod pwm {
    use super::Register;

    pub(crate) const ENABLE: Register = Register(0x4002_8008);
    pub(crate) const BEEPER: Generator = Generator(0x4002_8040);
    pub(crate) const FAN: Generator = Generator(0x4002_8080);

    /// One counter with its two outputs.
    #[derive(Clone, Copy)]
    pub(crate) struct Generator(usize);

    impl Generator {
        pub(crate) const fn control(self) -> Register {
            Register(self.0)
        }

        /// From this the counter counts down to 0, over and over.
        pub(crate) const fn load(self) -> Register {
            Register(self.0 + 0x10)
        }

        pub(crate) const fn compare_a(self) -> Register {
            Register(self.0 + 0x18)
        }

        pub(crate) const fn compare_b(self) -> Register {
            Register(self.0 + 0x1c)
        }

        pub(crate) const fn output_a(self) -> Register {
            Register(self.0 + 0x20)
        }

        pub(crate) const fn output_b(self) -> Register {
            Register(self.0 + 0x24)
        }
    }
}

/// Has the clock supply every peripheral that the image uses.
pub(crate) fn supply_clocks() {
    const WATCHDOG: u32 = 1 << 3;
    const ADC: u32 = 1 << 16;
    const PWM: u32 = 1 << 20;
    const UART0: u32 = 1 << 0;
    const SSI0: u32 = 1 << 4;
    const TIMER0: u32 = 1 << 16;
    const PORTS_A_TO_F: u32 = 0b11_1111;

    let [general, serial, ports] = system::GATES;
    general.set(WATCHDOG | ADC | PWM);
    serial.set(UART0 | SSI0 | TIMER0);
    ports.set(PORTS_A_TO_F);
    // A peripheral answers three beats after it has its clock.
    cortex_m::asm::delay(3);
}

/// Lets an interrupt come, from here on, at the priority of all others.
pub(crate) fn listen_to(interrupt: Interrupt) {
    // SAFETY: the image has no critical section that works by masking a single interrupt.
    unsafe { NVIC::unmask(interrupt) }
}

/// What stays when everything else is cleared: `memory.x` sets a place aside for it, the same in
/// every image, that neither start-up nor any Rust object touches. Holds anything when power came.
#[repr(C)]
struct Survivors {
    mark: AtomicU32,
    kept: Kept,
}

const _: () = assert!(size_of::<Survivors>() <= 3584, "more is kept than memory.x has room for");

unsafe extern "C" {
    static mut _survivors: Survivors;
}

/// A word that a reset does not clear.
pub(crate) fn mark() -> &'static AtomicU32 {
    let survivors = &raw const _survivors;
    // SAFETY: the place is aligned, lives for ever, and any bits are a number.
    unsafe { &(*survivors).mark }
}

/// The board's memory that a reset does not clear, for the price of what exists once.
pub(crate) fn kept(_once: cortex_m::Peripherals) -> &'static mut Kept {
    let survivors = &raw mut _survivors;
    // SAFETY: as above, for it is made of numbers alone; and the argument cannot be had twice, so
    // nobody else has this reference.
    unsafe { &mut (*survivors).kept }
}

/// No image can be linked in which anything is left that calls this: nothing has the name.
#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    unsafe extern "C" {
        fn the_image_has_a_way_to_panic() -> !;
    }
    // SAFETY: it is never called, for it is never linked.
    unsafe { the_image_has_a_way_to_panic() }
}
