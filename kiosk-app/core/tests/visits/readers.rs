//! All readers at once: the first good credential wins, a second one is told, codes are asked
//! about, and a reader that is out of use stands in nobody's way.

use kiosk_core::{
    case::CredentialKind,
    happenings::{
        CardFailure, Code, Event, ReaderHealth, Resolution, SheetNews, Token, VoucherCheck,
    },
    identity::{Credential, Reader},
    screen::{Page, SlotLook, Touch},
};

use crate::kit::{
    Deed, Hall, card_of,
    people::{lin_zhiyuan, ran_guangming, zhou_mo},
};

const ALL: [Reader; 3] = [Reader::IdCard, Reader::SocialCard, Reader::Scanner];

fn hall() -> Hall {
    let mut hall = Hall::open_with(ALL, [lin_zhiyuan(), ran_guangming(), zhou_mo()]);
    for reader in ALL {
        hall.happens(Event::Reader(reader, ReaderHealth::Ready));
    }
    hall
}

fn social_card() -> Credential {
    Credential { kind: CredentialKind::SocialSecurityCard, ..card_of(&lin_zhiyuan()) }
}

fn holder(of: &Credential) -> Credential {
    Credential { kind: CredentialKind::ElectronicCredential, ..of.clone() }
}

fn credential_code() -> Event {
    let text = "4242002977276931098018500000".to_owned();
    Event::CodeShown(Code::Credential(Token::new(text.into())))
}

fn looks(hall: &Hall) -> Vec<SlotLook> {
    hall.view().frame.slots.iter().map(|slot| slot.look).collect()
}

#[test]
fn all_readers_wait_on_the_welcome_page_and_say_how() {
    let hall = hall();
    assert_eq!(hall.title(), "请放身份证、插社保卡\n或扫医保电子凭证");
    assert_eq!(looks(&hall)[..3], [SlotLook::Guide; 3]);
    for how in ["平放在感应区", "芯片朝上插入", "对准扫码窗"] {
        assert!(hall.says(how), "{how}");
    }
}

#[test]
fn a_social_card_begins_a_visit_and_pulling_it_ends_it() {
    let mut hall = hall();
    hall.happens(Event::CardFound(Reader::SocialCard));
    assert!(hall.says("请不要拔出社保卡"));
    hall.puts_down(social_card());
    assert_eq!(hall.title(), "林*远，您好");
    hall.touch(Touch::EndVisit);
    assert_eq!(hall.title(), "请拔出社保卡");
    hall.happens(Event::CardLifted(Reader::SocialCard));
    assert_eq!(hall.title(), "再见");
}

#[test]
fn while_one_card_is_read_another_readers_credential_may_come_first() {
    let mut hall = hall();
    hall.happens(Event::CardFound(Reader::SocialCard));
    hall.comes(&zhou_mo());
    assert_eq!(hall.title(), "周*，您好");
    hall.happens(Event::CardFailed(Reader::SocialCard, CardFailure::BankCard));
    assert_eq!(hall.title(), "周*，您好", "what the slow one says then disturbs nobody");
}

#[test]
fn two_cards_of_one_person_are_one_person() {
    let mut hall = hall();
    hall.puts_down(social_card());
    hall.comes(&lin_zhiyuan());
    assert_eq!(hall.title(), "林*远，您好");
    hall.takes_the_card();
    assert_eq!(hall.title(), "林*远，您好", "the visit stands on the card that came first");
}

#[test]
fn two_peoples_cards_are_told_and_the_first_one_goes_on() {
    let mut hall = hall();
    hall.puts_down(social_card());
    hall.comes(&zhou_mo());
    assert_eq!(hall.title(), "这里有两个人的证件");
    assert!(hall.says("先插社保卡的这一位"));
    assert_eq!(looks(&hall)[..2], [SlotLook::Take, SlotLook::Calm]);
    hall.takes_the_card();
    hall.press("已拿走，接着办");
    assert_eq!(hall.title(), "林*远，您好");
}

#[test]
fn a_card_left_from_another_reader_is_called_out_without_a_name() {
    let mut hall = hall();
    hall.puts_down(social_card());
    hall.touch(Touch::EndVisit);
    hall.seconds_pass(40);
    assert!(hall.says("社保卡插口有一张卡没有拿走，请交给工作人员。"));
    assert_eq!(looks(&hall)[1], SlotLook::Take);
    assert!(!hall.says("芯片朝上插入"), "nothing goes into a slot that is full");
    hall.comes(&zhou_mo());
    assert_eq!(hall.title(), "周*，您好", "the next one need not wait for it");
    hall.takes_the_card();
    assert_eq!(hall.title(), "证件已拿走", "nor are they asked to take what is not theirs");
    hall.seconds_pass(5);
    assert!(hall.says("社保卡插口有一张卡没有拿走，请交给工作人员。"));
}

#[test]
fn a_card_that_is_still_called_for_when_the_next_one_comes_is_not_theirs_to_take() {
    let mut hall = hall();
    hall.puts_down(social_card());
    hall.touch(Touch::EndVisit);
    assert_eq!(hall.title(), "请拔出社保卡");
    hall.comes(&zhou_mo());
    hall.touch(Touch::EndVisit);
    assert_eq!(hall.title(), "请拿走身份证");
    assert_eq!(looks(&hall)[..2], [SlotLook::Take, SlotLook::Calm]);
    hall.takes_the_card();
    assert_eq!(hall.title(), "再见");
}

#[test]
fn a_card_is_asked_for_by_its_own_name() {
    let mut hall = hall();
    hall.puts_down(Credential { kind: CredentialKind::ResidencePermit, ..card_of(&zhou_mo()) });
    hall.touch(Touch::EndVisit);
    assert_eq!(hall.title(), "请拿走居住证");
}

#[test]
fn a_code_is_asked_about_once_and_its_holder_is_served() {
    let mut hall = hall();
    hall.deeds();
    hall.happens(credential_code());
    assert_eq!(hall.deeds(), [Deed::Resolved]);
    assert_eq!(hall.title(), "正在核对");
    let zhou = holder(&card_of(&zhou_mo()));
    hall.happens(Event::Resolved(Resolution::Holder(Box::new(zhou))));
    assert_eq!(hall.title(), "周*，您好");
    hall.touch(Touch::EndVisit);
    assert_eq!(hall.title(), "再见", "there is no card to take");
}

#[test]
fn whoever_comes_with_a_card_after_a_code_begins_a_visit_of_their_own() {
    let mut hall = hall();
    hall.happens(credential_code());
    let zhou = holder(&card_of(&zhou_mo()));
    hall.happens(Event::Resolved(Resolution::Holder(Box::new(zhou))));
    hall.deeds();
    hall.comes(&lin_zhiyuan());
    assert_eq!(hall.deeds(), [Deed::Forgot, Deed::LookedUp]);
    assert_eq!(hall.title(), "林*远，您好");
}

#[test]
fn after_a_voucher_by_code_one_may_go_on_for_a_while() {
    let mut hall = hall();
    hall.happens(credential_code());
    let ran = holder(&card_of(&ran_guangming()));
    hall.happens(Event::Resolved(Resolution::Holder(Box::new(ran))));
    hall.orders_a_voucher();
    hall.sheet_is(SheetNews::Presented);
    assert!(!hall.says("请拿走身份证"));
    hall.sheet_is(SheetNews::Taken);
    assert_eq!(hall.title(), "都办好了");
    hall.press("还要办别的事");
    assert_eq!(hall.title(), "冉*明，您好");
}

#[test]
fn a_code_without_the_network_asks_for_a_card() {
    let mut hall = hall();
    hall.network(false);
    assert_eq!(hall.title(), "请放身份证\n或插社保卡");
    hall.deeds();
    hall.happens(credential_code());
    assert_eq!(hall.deeds(), []);
    assert_eq!(hall.title(), "现在扫不了医保码");
    hall.comes(&zhou_mo());
    assert_eq!(hall.title(), "周*，您好");
}

#[test]
fn a_code_that_is_over_or_has_no_answer_is_told_apart() {
    for (event, title) in [
        (Event::Resolved(Resolution::NotValid), "这个医保码已经失效"),
        (Event::Resolved(Resolution::NoAnswer), "医保码没有核对上"),
    ] {
        let mut hall = hall();
        hall.happens(credential_code());
        hall.happens(event);
        assert_eq!(hall.title(), title);
    }
    let mut hall = hall();
    hall.happens(credential_code());
    hall.seconds_pass(7);
    assert_eq!(hall.title(), "医保码没有核对上");
}

#[test]
fn other_codes_are_told_what_they_are() {
    for (code, title) in [
        (Code::Payment, "这是付款用的码"),
        (Code::Health, "这是健康码，不是医保码"),
        (Code::WebAddress, "这个码是一个网址"),
        (Code::Other, "本机不认识这个码"),
        (Code::Voucher("YBPZ1:".to_owned()), "这张参保凭证不是本机开的"),
    ] {
        let mut hall = hall();
        hall.happens(Event::CodeShown(code));
        assert_eq!(hall.title(), title);
        assert!(!hall.desk.visit().eq(&kiosk_core::visit::Visit::Idle));
    }
}

#[test]
fn what_the_ledger_has_on_a_voucher_is_said_in_words() {
    for (check, title) in [
        (VoucherCheck::IssuedHere, "这张参保凭证是本机开的"),
        (VoucherCheck::ContentDiffers, "这个码和本机的记录不一致"),
        (VoucherCheck::NoVoucher, "这个码不完整"),
    ] {
        let mut hall = hall();
        hall.ledger.voucher_check = check;
        hall.happens(Event::CodeShown(Code::Voucher("YBPZ1:".to_owned())));
        assert_eq!(hall.title(), title);
    }
}

#[test]
fn a_reader_out_of_use_is_named_with_what_does_instead() {
    let mut hall = hall();
    hall.happens(Event::Reader(Reader::SocialCard, ReaderHealth::Suspended));
    assert!(hall.says("社保卡读卡器暂停使用，可以用身份证、医保码。"));
    assert_eq!(looks(&hall)[..3], [SlotLook::Guide, SlotLook::Closed, SlotLook::Guide]);
    assert_eq!(hall.title(), "请放身份证\n或扫医保电子凭证");
    hall.happens(Event::Reader(Reader::SocialCard, ReaderHealth::Ready));
    assert!(!hall.says("暂停使用"));
}

#[test]
fn a_card_that_the_slot_cannot_use_is_told_why() {
    for (failure, title) in [
        (CardFailure::Interrupted, "社保卡没有读完"),
        (CardFailure::Damaged, "社保卡读不出来"),
        (CardFailure::WrongWay, "卡没有反应"),
        (CardFailure::Worn, "社保卡的芯片接触不好"),
        (CardFailure::Several, "放了不止一张卡"),
        (CardFailure::BankCard, "这是银行卡，不是社保卡"),
        (CardFailure::OtherCard, "这张卡不是社保卡"),
        (CardFailure::NeedsDistrict, "现在读不了这张社保卡"),
    ] {
        let mut hall = hall();
        hall.happens(Event::CardFound(Reader::SocialCard));
        hall.happens(Event::CardFailed(Reader::SocialCard, failure));
        assert_eq!(hall.title(), title);
        hall.comes(&zhou_mo());
        assert_eq!(hall.title(), "周*，您好");
    }
}

#[test]
fn an_item_that_wants_an_identity_document_says_so_and_goes_on_with_one() {
    let mut hall = hall();
    hall.puts_down(social_card());
    let item = catalog::Catalog::bundled()
        .iter()
        .find(|item| item.numbers().handling == Some(8))
        .map(|item| item.key.clone())
        .unwrap();
    hall.touch(Touch::OpenItem(item.clone()));
    assert_eq!(hall.title(), "这项要用身份证件办");
    hall.comes(&lin_zhiyuan());
    assert_eq!(hall.title(), "林*远，您好");
    hall.happens(Event::CardLifted(Reader::SocialCard));
    hall.touch(Touch::OpenItem(item));
    assert!(matches!(hall.page(), Page::Services(_)), "it is a guide here, and no obstacle");
}
