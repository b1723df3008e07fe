//! A terminal pushes cases: what is accepted, what is refused, and what a second time gives.

use district::rules::Rules;
use district_api::{Case, CaseAnswer, CaseResults, Outcome, Payload, Person, Problem};
use uuid::Uuid;

use crate::kit::{Hall, cast, query, stores, voucher};

fn refused(answer: &CaseAnswer) -> &str {
    assert_eq!((answer.outcome, &answer.serial), (Outcome::Refused, &None));
    &answer.reason.as_ref().unwrap().code
}

#[tokio::test]
async fn a_case_pushed_twice_is_filed_once_under_one_serial() {
    let (_directory, stores) = stores().await;
    for store in stores {
        let hall = Hall::before(store, 11, Rules::default()).await;
        let case = voucher(1, &cast("林知远").id, "NC-1");
        let first = hall.push(&case).await;
        assert_eq!((first.outcome, &first.reason), (Outcome::Accepted, &None));
        let serial = first.serial.clone().unwrap();
        assert!(serial.starts_with("50011920") && serial.ends_with("000001"));

        let again = hall.push(&case).await;
        assert_eq!(again, CaseAnswer { outcome: Outcome::Duplicate, ..first.clone() });
        let asked: CaseAnswer = hall.read(&format!("/v1/cases/{}", case.id)).await;
        assert_eq!(asked, first);
        hall.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_the_same_case_pushed_at_the_same_moment_one_is_filed() {
    let (_directory, stores) = stores().await;
    for store in stores {
        let hall = Hall::before(store, 11, Rules::default()).await;
        let now = "2026-12-01T02:30:00Z".parse().unwrap();
        let mut pushes = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let (store, case) = (hall.store.clone(), voucher(1, &cast("林知远").id, "NC-1"));
            pushes.spawn(async move { store.file(&case, &Rules::default(), now).await.unwrap() });
        }
        let answers = pushes.join_all().await;
        let accepted = answers.iter().filter(|answer| answer.outcome == Outcome::Accepted).count();
        assert_eq!(accepted, 1);
        assert!(answers.iter().all(|answer| answer.serial == answers[0].serial));
        hall.close().await;
    }
}

#[tokio::test]
async fn each_case_of_a_batch_has_an_answer_of_its_own() {
    let (_directory, stores) = stores().await;
    for store in stores {
        let hall = Hall::before(store, 11, Rules::default()).await;
        let (lin, stranger) = (cast("林知远").id, "ZG0");
        let batch = [query(1, &lin), query(2, stranger), query(1, &lin), query(3, &lin)];
        let CaseResults { results } = hall.try_push(&batch).await.json().await.unwrap();
        let outcomes: Vec<_> = results.iter().map(|answer| answer.outcome).collect();
        assert_eq!(
            outcomes,
            [Outcome::Accepted, Outcome::Refused, Outcome::Duplicate, Outcome::Accepted]
        );
        assert_eq!(results[0].serial, results[2].serial);
        assert!(results[3].serial.as_ref().unwrap().ends_with("000002"));
        hall.close().await;
    }
}

#[tokio::test]
async fn the_same_id_with_other_content_is_refused_and_the_first_answer_stands() {
    let (_directory, stores) = stores().await;
    for store in stores {
        let hall = Hall::before(store, 11, Rules::default()).await;
        let case = query(1, &cast("林知远").id);
        let first = hall.push(&case).await;
        let other = query(1, &cast("谭桂兰").id);
        assert_eq!(refused(&hall.push(&other).await), "id-conflict");
        let asked: CaseAnswer = hall.read(&format!("/v1/cases/{}", case.id)).await;
        assert_eq!(asked, first);
        hall.close().await;
    }
}

#[tokio::test]
async fn a_refused_case_gets_its_first_answer_again() {
    let (_directory, stores) = stores().await;
    for store in stores {
        let hall = Hall::before(store, 11, Rules::default()).await;
        let id = cast("林知远").id;
        hall.store.remove_person(&id).await.unwrap();
        let case = query(1, &id);
        let first = hall.push(&case).await;
        assert_eq!(refused(&first), "person-unknown");
        // The person comes to be known; what was decided stays decided.
        hall.store.put_people(&[cast("林知远")]).await.unwrap();
        assert_eq!(hall.push(&case).await, first);
        assert_eq!(hall.read::<CaseAnswer>(&format!("/v1/cases/{}", case.id)).await, first);
        hall.close().await;
    }
}

#[tokio::test]
async fn every_reason_to_refuse_is_given_with_a_sentence_for_the_citizen() {
    let with = |change: fn(&mut Person)| {
        let mut person = cast("林知远");
        change(&mut person);
        person
    };
    let asking = |change: fn(&mut Payload)| {
        let mut case = voucher(1, &cast("林知远").id, "NC-1");
        change(&mut case.payload);
        case
    };
    let as_it_is = asking(|_| {});
    let happenings: [(&str, Person, Case); 7] = [
        ("person-deceased", with(|person| person.deceased = true), as_it_is.clone()),
        (
            "person-merged",
            with(|person| person.merged_into = Some("ZG1".to_owned())),
            as_it_is.clone(),
        ),
        ("numbers-unmerged", with(|person| person.several_numbers = true), as_it_is.clone()),
        ("never-insured", with(|person| person.enrolments.clear()), as_it_is.clone()),
        ("never-insured", with(|person| person.enrolments[0].status = 0), as_it_is),
        (
            "scheme-not-certified",
            with(|_| {}),
            asking(|payload| {
                if let Payload::EnrolmentVoucher { scheme, .. } = payload {
                    *scheme = "330".to_owned();
                }
            }),
        ),
        (
            "destination-inside",
            with(|_| {}),
            asking(|payload| {
                if let Payload::EnrolmentVoucher { destination, .. } = payload {
                    *destination = Some("500103".to_owned());
                }
            }),
        ),
    ];
    let (_directory, stores) = stores().await;
    for store in stores {
        let hall = Hall::before(store, 0, Rules::default()).await;
        for ((code, person, case), id) in happenings.iter().zip(1..) {
            hall.store.put_people(std::slice::from_ref(person)).await.unwrap();
            let answer = hall.push(&Case { id: Uuid::from_u128(id), ..case.clone() }).await;
            assert_eq!(refused(&answer), *code);
            assert!(answer.reason.unwrap().sentence.ends_with('。'));
        }
        hall.close().await;
    }
}

#[tokio::test]
async fn whether_an_active_person_gets_a_voucher_is_for_the_district_to_say() {
    let (_directory, stores) = stores().await;
    for store in stores {
        let rules = Rules { voucher_for_active: false, ..Rules::default() };
        let hall = Hall::before(store, 11, rules).await;
        let active = voucher(1, &cast("林知远").id, "NC-1");
        assert_eq!(refused(&hall.push(&active).await), "still-insured");
        let paused = voucher(2, &cast("冉光明").id, "NC-2");
        assert_eq!(hall.push(&paused).await.outcome, Outcome::Accepted);
        hall.close().await;
    }
}

#[tokio::test]
async fn a_voucher_number_belongs_to_one_case_and_its_reissues() {
    let (_directory, stores) = stores().await;
    for store in stores {
        let hall = Hall::before(store, 11, Rules::default()).await;
        let (lin, ran) = (cast("林知远").id, cast("冉光明").id);
        let repeats = |id, person: &str, number: &str, first: u128| {
            let mut case = voucher(id, person, number);
            if let Payload::EnrolmentVoucher { reissue_of, .. } = &mut case.payload {
                *reissue_of = Some(Uuid::from_u128(first));
            }
            case
        };
        let first = hall.push(&voucher(1, &lin, "NC-1")).await;
        let reissue = hall.push(&repeats(2, &lin, "NC-1", 1)).await;
        assert_eq!(reissue.outcome, Outcome::Accepted);
        assert_ne!(reissue.serial, first.serial);
        // A second reissue repeats the first voucher too.
        let reissue = hall.push(&repeats(3, &lin, "NC-1", 1)).await;
        assert_eq!(reissue.outcome, Outcome::Accepted);

        let taken = "voucher-number-taken";
        assert_eq!(refused(&hall.push(&voucher(4, &lin, "NC-1")).await), taken);
        assert_eq!(refused(&hall.push(&repeats(5, &ran, "NC-1", 1)).await), taken);
        assert_eq!(refused(&hall.push(&repeats(6, &lin, "NC-2", 1)).await), "reissue-unknown");
        hall.close().await;
    }
}

#[tokio::test]
async fn a_terminal_pushes_and_asks_for_its_own_cases_only() {
    let (_directory, stores) = stores().await;
    for store in stores {
        let hall = Hall::before(store, 11, Rules::default()).await;
        let (mine, mut foreign) = (query(1, &cast("林知远").id), query(2, &cast("谭桂兰").id));
        foreign.terminal = "hall-2".to_owned();
        let response = hall.try_push(&[mine.clone(), foreign.clone()]).await;
        assert_eq!(response.status(), 403);
        assert_eq!(hall.get(&format!("/v1/cases/{}", mine.id)).await.status(), 404);

        let now = "2026-12-01T02:30:00Z".parse().unwrap();
        hall.store.file(&foreign, &Rules::default(), now).await.unwrap();
        assert_eq!(hall.get(&format!("/v1/cases/{}", foreign.id)).await.status(), 404);
        hall.close().await;
    }
}

#[tokio::test]
async fn a_request_that_is_no_batch_files_nothing_and_says_why() {
    let (_directory, stores) = stores().await;
    let hall = Hall::before(stores[0].clone(), 11, Rules::default()).await;
    let too_many: Vec<Case> = (1..=101).map(|id| query(id, &cast("林知远").id)).collect();
    let response = hall.try_push(&too_many).await;
    assert_eq!(response.status(), 422);
    assert_eq!(response.json::<Problem>().await.unwrap().code, "too-many-cases");
    for (body, status) in [("{", 400), ("{}", 422), (r#"{"cases":[{}]}"#, 422)] {
        let response = hall.post_text("/v1/cases", body.to_owned()).await;
        assert_eq!(response.status(), status);
        assert_eq!(response.json::<Problem>().await.unwrap().code, "malformed-request");
    }
    assert_eq!(hall.get(&format!("/v1/cases/{}", too_many[0].id)).await.status(), 404);
    hall.close().await;
}
