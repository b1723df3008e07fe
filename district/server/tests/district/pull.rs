//! A terminal pulls the people: whole first, then what has changed.

use district::rules::Rules;
use district_api::{ChangesPage, Person, Problem, SnapshotPage};

use crate::kit::{Hall, cast, query, stores, url};

async fn snapshot(hall: &Hall, limit: u32) -> (Vec<Person>, String) {
    let mut page: SnapshotPage = hall.read(&format!("/v1/snapshot?limit={limit}")).await;
    let mut people = page.people;
    while let Some(next) = page.next {
        page = hall.read(&format!("/v1/snapshot?limit={limit}&after={next}")).await;
        people.append(&mut page.people);
    }
    (people, page.cursor)
}

async fn changes(hall: &Hall, after: &str, limit: u32) -> ChangesPage {
    hall.read(&format!("/v1/changes?after={after}&limit={limit}")).await
}

fn renamed(name: &str, new: &str) -> Person {
    Person { name: new.to_owned(), ..cast(name) }
}

#[tokio::test]
async fn a_snapshot_in_pages_gives_everybody_once() {
    let (_directory, stores) = stores().await;
    for store in stores {
        let hall = Hall::before(store, 23, Rules::default()).await;
        let everybody: Vec<Person> = district::seed::people(7).take(23).collect();
        for limit in [1, 7, 23, 1000] {
            let (people, cursor) = snapshot(&hall, limit).await;
            assert_eq!(people, everybody);
            let nothing = changes(&hall, &cursor, 10).await;
            assert!(nothing.people.is_empty() && nothing.removed.is_empty() && !nothing.more);
            assert_eq!(nothing.cursor, cursor);
        }
        hall.close().await;
    }
}

#[tokio::test]
async fn changes_come_in_pages_each_person_once_and_as_they_are_now() {
    let (_directory, stores) = stores().await;
    for store in stores {
        let hall = Hall::before(store, 11, Rules::default()).await;
        let (_, cursor) = snapshot(&hall, 100).await;
        let (first, second) = (renamed("林知远", "林知"), renamed("谭桂兰", "谭桂"));
        hall.store.put_people(&[renamed("林知远", "林"), second.clone()]).await.unwrap();
        hall.store.remove_person(&cast("周默").id).await.unwrap();
        hall.store.put_people(std::slice::from_ref(&first)).await.unwrap();

        let page = changes(&hall, &cursor, 2).await;
        assert_eq!((page.people, page.removed), (vec![second], vec![cast("周默").id]));
        assert!(page.more);
        let page = changes(&hall, &page.cursor, 2).await;
        assert_eq!((page.people, page.removed, page.more), (vec![first], vec![], false));
        let page = changes(&hall, &page.cursor, 2).await;
        assert!(page.people.is_empty() && page.removed.is_empty() && !page.more);
        hall.close().await;
    }
}

#[tokio::test]
async fn what_changes_while_a_snapshot_is_pulled_is_in_the_changes_after_it() {
    let (_directory, stores) = stores().await;
    for store in stores {
        let hall = Hall::before(store, 11, Rules::default()).await;
        let first: SnapshotPage = hall.read("/v1/snapshot?limit=5").await;
        // One of those already given, one of those still to come, one removed, one new.
        let (given, to_come) = (renamed("林知远", "林知"), renamed("张子墨", "张子"));
        let newcomer = Person { id: "AA0000000001".to_owned(), ..cast("周默") };
        let moved = [given, to_come, newcomer];
        hall.store.put_people(&moved).await.unwrap();
        hall.store.remove_person(&cast("谭桂兰").id).await.unwrap();

        let next = first.next.unwrap();
        let second: SnapshotPage = hall.read(&format!("/v1/snapshot?after={next}")).await;
        assert_eq!(second.cursor, first.cursor);
        assert_eq!(second.next, None);
        let page = changes(&hall, &second.cursor, 100).await;
        assert_eq!(page.people, moved);
        assert_eq!(page.removed, [cast("谭桂兰").id]);
        hall.close().await;
    }
}

#[tokio::test]
async fn a_cursor_from_elsewhere_is_gone_and_asks_for_a_new_snapshot() {
    let (_directory, stores) = stores().await;
    for store in stores {
        let hall = Hall::before(store, 11, Rules::default()).await;
        let (_, cursor) = snapshot(&hall, 100).await;
        let edition = cursor.split_once('.').unwrap().0;
        for strange in ["", "7", "other.3", &format!("{edition}.12"), &format!("{edition}.-1")] {
            for path in ["changes", "snapshot"] {
                let response = hall.get(&format!("/v1/{path}?after={strange}")).await;
                assert_eq!(response.status(), 410, "{path} after {strange}");
                assert_eq!(response.json::<Problem>().await.unwrap().code, "unknown-cursor");
            }
        }
        hall.close().await;
    }
}

#[tokio::test]
async fn a_page_of_no_people_or_of_too_many_is_not_given() {
    let (_directory, stores) = stores().await;
    let hall = Hall::before(stores[0].clone(), 1, Rules::default()).await;
    for limit in ["0", "1001", "-1", "many"] {
        assert_eq!(hall.get(&format!("/v1/snapshot?limit={limit}")).await.status(), 400);
    }
    hall.close().await;
}

#[tokio::test]
async fn what_one_opening_of_the_file_wrote_the_next_one_reads() {
    let directory = tempfile::tempdir().unwrap();
    let url = url(&directory.path().join("district.db"));
    let hall = Hall::before(district::open(&url).await.unwrap(), 11, Rules::default()).await;
    let (_, cursor) = snapshot(&hall, 100).await;
    let case = query(1, &cast("林知远").id);
    let answer = hall.push(&case).await;
    hall.close().await;

    let hall = Hall::before(district::open(&url).await.unwrap(), 0, Rules::default()).await;
    assert_eq!(
        hall.read::<district_api::CaseAnswer>(&format!("/v1/cases/{}", case.id)).await,
        answer
    );
    assert!(changes(&hall, &cursor, 10).await.people.is_empty());
    hall.close().await;
}
