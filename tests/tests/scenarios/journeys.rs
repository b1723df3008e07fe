//! Visits in which all goes well.

use tests::{Hall, Story};

#[test]
fn somebody_sees_their_own_record_and_the_district_hears_of_it() -> Story {
    let mut hall = Hall::open(1);
    hall.query("lin-zhiyuan")?;
    hall.settle();
    hall.check_settled();
    assert_eq!(hall.filed().len(), 1);
    Ok(())
}

#[test]
fn a_voucher_is_accepted_printed_and_taken() -> Story {
    let mut hall = Hall::open(2);
    hall.voucher("lin-zhiyuan")?;
    hall.check_settled();
    let vouchers = hall.vouchers();
    assert_eq!(vouchers.len(), 1);
    println!("{}", vouchers[0].text());
    Ok(())
}
