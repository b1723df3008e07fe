//! Somebody at a terminal waits: a phone shows a code, or a card asks to be answered.

use district::{Credential, rules::Rules, seed};
use district_api::{
    AuthenticateCard, CardAuthentication, Problem, ResolveCredential, ResolvedCredential,
};
use social_card::authority::{Algorithm, Authentication, Challenge, Randoms, RootKeys};

use crate::kit::{Hall, cast, stores};

const RESOLVE: &str = "/v1/credentials/resolve";
const AUTHENTICATE: &str = "/v1/cards/authenticate";

/// What somebody's phone shows.
fn credential(name: &str) -> Credential {
    seed::credentials().into_iter().find(|of| of.holder.name == name).unwrap()
}

async fn resolve(hall: &Hall, code: &str) -> ResolvedCredential {
    hall.post(RESOLVE, &ResolveCredential { code: code.to_owned() }).await
}

async fn authenticate(hall: &Hall, challenge: &Challenge) -> CardAuthentication {
    let challenge = challenge.to_line().to_string();
    hall.post(AUTHENTICATE, &AuthenticateCard { challenge }).await
}

fn challenge(algorithm: Algorithm) -> Challenge {
    Challenge {
        region: "500119".to_owned(),
        reset_info: (0..13).collect(),
        algorithm,
        identifier: [0x50; 16],
        internal: Randoms { factor: [1; 8], source: [2; 8] },
        external: Randoms { factor: [3; 8], source: [4; 8] },
    }
}

#[tokio::test]
async fn a_code_on_a_phone_stands_for_its_holder_and_may_be_shown_again() {
    let (_directory, stores) = stores().await;
    for store in stores {
        let hall = Hall::before(store, 16, Rules::default()).await;
        for name in ["林知远", "龙\u{4DAE}", "阿依莎"] {
            let Credential { code, holder } = credential(name);
            assert_eq!(holder.id_number, cast(name).id_number);
            for _ in 0..2 {
                assert_eq!(resolve(&hall, &code).await, ResolvedCredential::Holder(holder.clone()));
            }
        }
        hall.close().await;
    }
}

#[tokio::test]
async fn somebody_insured_elsewhere_has_a_name_here_all_the_same() {
    let (_directory, stores) = stores().await;
    for store in stores {
        let hall = Hall::before(store, 16, Rules::default()).await;
        let Credential { code, holder } = credential("李想");
        assert_eq!(resolve(&hall, &code).await, ResolvedCredential::Holder(holder));
        hall.close().await;
    }
}

#[tokio::test]
async fn a_code_that_nobody_was_given_or_that_is_over_is_answered_and_is_not_valid() {
    let (_directory, stores) = stores().await;
    for store in stores {
        let hall = Hall::before(store, 16, Rules::default()).await;
        let nobodys = "4240000000000000000000110000";
        assert_eq!(resolve(&hall, nobodys).await, ResolvedCredential::NotValid);

        let Credential { code, holder } = credential("林知远");
        let next = Credential { code: nobodys.to_owned(), holder: holder.clone() };
        hall.store.put_credentials(&[next]).await.unwrap();
        assert_eq!(resolve(&hall, &code).await, ResolvedCredential::NotValid);
        assert_eq!(resolve(&hall, nobodys).await, ResolvedCredential::Holder(holder));
        hall.close().await;
    }
}

#[tokio::test]
async fn where_codes_are_good_for_one_time_the_phone_has_to_show_the_next_one() {
    let (_directory, stores) = stores().await;
    for store in stores {
        let rules = Rules { one_time_codes: true, ..Rules::default() };
        let hall = Hall::before(store, 16, rules).await;
        let Credential { code, holder } = credential("林知远");
        let next = Credential { code: "4240000000000000000000110000".to_owned(), holder };
        let holder = ResolvedCredential::Holder(next.holder.clone());
        assert_eq!(resolve(&hall, &code).await, holder);
        assert_eq!(resolve(&hall, &code).await, ResolvedCredential::NotValid);
        hall.store.put_credentials(std::slice::from_ref(&next)).await.unwrap();
        assert_eq!(resolve(&hall, &next.code).await, holder);
        let others = credential("谭桂兰");
        assert_eq!(resolve(&hall, &others.code).await, ResolvedCredential::Holder(others.holder));
        hall.close().await;
    }
}

#[tokio::test]
async fn a_card_is_answered_with_the_keys_of_the_made_up_cards_where_they_are_turned_on() {
    let (_directory, stores) = stores().await;
    for store in stores {
        let rules = Rules { test_keys: true, ..Rules::default() };
        let hall = Hall::before(store, 0, rules).await;
        for algorithm in [Algorithm::Sm4, Algorithm::Des] {
            let challenge = challenge(algorithm);
            let CardAuthentication::Authenticated(line) = authenticate(&hall, &challenge).await
            else {
                panic!("there is no key for {algorithm:?}");
            };
            let proofs = Authentication::from_line(&line.authentication).unwrap();
            assert!(proofs.answers(&challenge));
            let Challenge { region, reset_info, internal, external, .. } = &challenge;
            let keys = RootKeys::FOR_TESTS;
            let inside = keys.internal_proof(algorithm, region, reset_info, *internal);
            let outside = keys.external_proof(algorithm, region, reset_info, *external);
            assert_eq!((Ok(proofs.internal), Ok(proofs.external)), (inside, outside));
        }
        let secret_cipher = challenge(Algorithm::Ssf33);
        assert_eq!(authenticate(&hall, &secret_cipher).await, CardAuthentication::NoKey);
        hall.close().await;
    }
}

#[tokio::test]
async fn no_card_is_answered_where_nobody_has_turned_the_keys_on() {
    let (_directory, stores) = stores().await;
    let hall = Hall::before(stores[0].clone(), 0, Rules::default()).await;
    let answer = authenticate(&hall, &challenge(Algorithm::Sm4)).await;
    assert_eq!(answer, CardAuthentication::NoKey);
    hall.close().await;
}

#[tokio::test]
async fn what_is_no_code_and_no_challenge_is_refused_and_not_quoted() {
    let (_directory, stores) = stores().await;
    let rules = Rules { test_keys: true, ..Rules::default() };
    let hall = Hall::before(stores[0].clone(), 16, rules).await;
    let code = credential("林知远").code;
    let line = challenge(Algorithm::Sm4).to_line();
    let cut = &line[..line.len() - 4];
    for (path, body, status) in [
        (RESOLVE, "{".to_owned(), 400),
        (RESOLVE, "{}".to_owned(), 422),
        (RESOLVE, format!(r#"{{"code":{code}}}"#), 422),
        (RESOLVE, format!(r#"{{"code":"{code}0"}}"#), 422),
        (RESOLVE, format!(r#"{{"code":"{}-"}}"#, &code[1..]), 422),
        (RESOLVE, format!(r#"{{"code":"{}"}}"#, code.repeat(200)), 413),
        (AUTHENTICATE, format!(r#"{{"challenge":"{cut}"}}"#), 422),
        (AUTHENTICATE, format!(r#"{{"challenge":"{}"}}"#, line.repeat(30)), 413),
    ] {
        let response = hall.post_text(path, body).await;
        assert_eq!(response.status(), status, "{path}");
        let problem: Problem = response.json().await.unwrap();
        assert_eq!(problem.code, "malformed-request");
        assert!(!problem.message.contains(&code) && !problem.message.contains(cut));
    }
    hall.close().await;
}
