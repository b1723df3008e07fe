//! Walks what the window is made of: its texts, its controls, and whether they fit.

use std::ops::ControlFlow;

use i_slint_core::{
    accessibility::{AccessibleStringProperty, SupportedAccessibilityAction},
    item_tree::{ItemRc, ParentItemTraversalMode},
    items::{ComplexText, Orientation, SimpleText, TextOverflow, TextWrap},
    lengths::LogicalRect,
    window::WindowInner,
};
use slint::Window;

/// What a text may lack for rounding's sake, in pixels.
const SLACK: f32 = 1.0;

/// Something that can be touched. Sizes and places are pixels, from the upper left corner.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Control {
    /// What it reads.
    pub label: String,
    /// What else it says.
    pub description: String,
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

/// Something that does not fit.
#[derive(Debug, Clone, PartialEq)]
pub struct Misfit {
    /// The text, or the label of the control.
    pub what: String,
    /// In which way.
    pub why: &'static str,
}

pub(super) fn root(window: &Window) -> ItemRc {
    ItemRc::new_root(WindowInner::from_pub(window).component())
}

fn items(root: &ItemRc) -> Vec<ItemRc> {
    let mut items = Vec::new();
    root.visit_descendants(|item| {
        items.push(item.clone());
        ControlFlow::<()>::Continue(())
    });
    items
}

/// Where an item stands in the window.
fn place(item: &ItemRc) -> LogicalRect {
    let geometry = item.geometry();
    LogicalRect::new(item.map_to_window(geometry.origin), geometry.size)
}

fn said(item: &ItemRc, what: AccessibleStringProperty) -> Option<String> {
    item.accessible_string_property(what).map(String::from).filter(|text| !text.is_empty())
}

fn is_control(item: &ItemRc) -> bool {
    item.supported_accessibility_actions().contains(SupportedAccessibilityAction::Default)
}

struct Text {
    text: String,
    wrap: TextWrap,
    overflow: TextOverflow,
}

fn text(item: &ItemRc) -> Option<Text> {
    if let Some(text) = item.downcast::<SimpleText>() {
        let text = text.as_pin_ref();
        // A simple text is one that neither wraps nor elides.
        let (wrap, overflow) = (TextWrap::NoWrap, TextOverflow::Clip);
        return Some(Text { text: text.text().into(), wrap, overflow });
    }
    let text = item.downcast::<ComplexText>()?;
    let text = text.as_pin_ref();
    Some(Text { text: text.text().into(), wrap: text.wrap(), overflow: text.overflow() })
}

pub(super) fn controls(root: &ItemRc) -> Vec<Control> {
    let of = |item: &ItemRc| {
        let place = place(item);
        Control {
            label: said(item, AccessibleStringProperty::Label).unwrap_or_default(),
            description: said(item, AccessibleStringProperty::Description).unwrap_or_default(),
            x: place.origin.x,
            y: place.origin.y,
            width: place.size.width,
            height: place.size.height,
        }
    };
    let mut controls: Vec<Control> =
        items(root).iter().filter(|item| is_control(item)).map(of).collect();
    controls.sort_by(|a, b| (a.y, a.x).partial_cmp(&(b.y, b.x)).unwrap_or(a.label.cmp(&b.label)));
    controls
}

pub(super) fn texts(root: &ItemRc) -> Vec<String> {
    items(root)
        .iter()
        .flat_map(|item| {
            [
                text(item).map(|text| text.text),
                said(item, AccessibleStringProperty::Label),
                said(item, AccessibleStringProperty::Description),
                said(item, AccessibleStringProperty::Value),
            ]
        })
        .flatten()
        .collect()
}

/// The middle of the control with this label, or else of the first text that reads so.
pub(super) fn middle_of(root: &ItemRc, label: &str) -> Option<(f32, f32)> {
    let items = items(root);
    let labelled = |item: &&ItemRc| {
        is_control(item) && said(item, AccessibleStringProperty::Label).as_deref() == Some(label)
    };
    let reads = |item: &&ItemRc| text(item).is_some_and(|text| text.text == label);
    let found = items.iter().find(labelled).or_else(|| items.iter().find(reads))?;
    let middle = place(found).center();
    Some((middle.x, middle.y))
}

pub(super) fn misfits(root: &ItemRc) -> Vec<Misfit> {
    let mut misfits = Vec::new();
    for item in items(root) {
        let text = text(&item).filter(|text| !text.text.is_empty());
        let what = match &text {
            Some(text) => text.text.clone(),
            None if is_control(&item) => {
                said(&item, AccessibleStringProperty::Label).unwrap_or_default()
            }
            None => continue,
        };
        let cut = text.and_then(|text| cut(&item, &text));
        let why = cut.or_else(|| stands_over(&item).then_some("it stands over what holds it"));
        misfits.extend(why.map(|why| Misfit { what, why }));
    }
    misfits
}

/// How the text is cut off, if it is.
fn cut(item: &ItemRc, text: &Text) -> Option<&'static str> {
    let adapter = item.window_adapter()?;
    let size = item.geometry().size;
    let needs =
        |orientation, cross| item.borrow().as_ref().layout_info(orientation, cross, &adapter, item);
    let across = needs(Orientation::Horizontal, -1.0);
    let wraps = text.wrap != TextWrap::NoWrap && text.overflow != TextOverflow::Elide;
    if size.width + SLACK < if wraps { across.min } else { across.preferred } {
        return Some("its box is too narrow");
    }
    let down = needs(Orientation::Vertical, size.width);
    (size.height + SLACK < down.preferred).then_some("its box is too low")
}

/// Whether the item reaches beyond any of the items that hold it.
fn stands_over(item: &ItemRc) -> bool {
    let inner = place(item);
    let mut holder = item.parent_item(ParentItemTraversalMode::StopAtPopups);
    while let Some(outer) = holder {
        if !place(&outer).inflate(SLACK, SLACK).contains_rect(&inner) {
            return true;
        }
        holder = outer.parent_item(ParentItemTraversalMode::StopAtPopups);
    }
    false
}
