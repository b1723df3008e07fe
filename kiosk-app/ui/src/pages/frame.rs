//! What stands around every page.

use kiosk_core::screen::{Frame, SlotLook};

use crate::{
    generated as ui,
    setter::{CALL_STAFF, END_VISIT, Setter},
};

pub(crate) fn set(frame: &Frame, setter: &mut Setter<'_>) -> ui::FrameLook {
    ui::FrameLook {
        bureau: setter.text(&frame.bureau),
        terminal: setter.text(&frame.terminal),
        clock: setter.text(&frame.clock),
        date: setter.text(&frame.date),
        in_visit: frame.in_visit,
        staff_called: frame.staff_called,
        slots: setter.list(&frame.slots, |setter, slot| ui::Slot {
            title: setter.text(&slot.title),
            hint: setter.text(&slot.hint),
            look: match slot.look {
                SlotLook::Guide => ui::SlotLook::Guide,
                SlotLook::Calm => ui::SlotLook::Calm,
                SlotLook::Take => ui::SlotLook::Take,
                SlotLook::Closed => ui::SlotLook::Closed,
            },
        }),
        end_visit: END_VISIT,
        call_staff: CALL_STAFF,
    }
}
