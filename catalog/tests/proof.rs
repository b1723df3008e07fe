//! Which proofs of identity the items take, as the handling list's materials have it.

#![allow(clippy::unwrap_used)] // A helper that finds no value stops its test.

use catalog::{Catalog, Proof};

fn numbers_of(proof: Option<Proof>) -> Vec<u8> {
    let catalog = Catalog::bundled();
    let with_it = catalog.iter().filter(|item| item.proof() == proof);
    with_it.filter_map(|item| item.numbers().handling).collect()
}

#[test]
fn two_items_want_an_identity_document_and_nothing_else() {
    assert_eq!(numbers_of(Some(Proof::IdentityDocument)), [8, 11]);
}

#[test]
fn most_items_of_people_take_any_of_the_three() {
    let any = numbers_of(Some(Proof::AnyCredential));
    for number in [9, 10, 13, 14, 16, 18, 20, 21, 22, 23, 24, 25] {
        assert!(any.contains(&number), "{number}");
    }
}
