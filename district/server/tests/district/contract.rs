//! What the district says of itself, and to whom it speaks.

use district::rules::Rules;
use district_api::{Health, HealthStatus, Problem};

use crate::kit::{HALL, Hall, stores};

#[tokio::test]
async fn nobody_without_a_registered_token_hears_anything() {
    let (_directory, stores) = stores().await;
    for store in stores {
        let hall = Hall::before(store, 11, Rules::default()).await;
        let case = format!("/v1/cases/{}", uuid::Uuid::nil());
        for path in ["/v1/snapshot", "/v1/changes?after=x", &case] {
            let response = hall.without_token(path).await;
            assert_eq!(response.status(), 401, "{path}");
            assert_eq!(response.headers()["www-authenticate"], "Bearer");
            assert_eq!(response.json::<Problem>().await.unwrap().code, "unauthorized");
        }
        for path in ["/v1/cases", "/v1/credentials/resolve", "/v1/cards/authenticate"] {
            let response = hall.post_without_token(path, "{}").await;
            assert_eq!(response.status(), 401, "{path}");
            assert_eq!(response.json::<Problem>().await.unwrap().code, "unauthorized");
        }
        assert_eq!(hall.get("/v1/snapshot").await.status(), 200);
        assert!(hall.store.dismiss_terminal(HALL).await.unwrap());
        assert!(!hall.store.dismiss_terminal(HALL).await.unwrap());
        assert_eq!(hall.get("/v1/snapshot").await.status(), 401);
        hall.close().await;
    }
}

#[tokio::test]
async fn anybody_may_ask_whether_the_district_is_up() {
    let (_directory, stores) = stores().await;
    for store in stores {
        let hall = Hall::before(store, 0, Rules::default()).await;
        let body = hall.without_token("/v1/health").await.text().await.unwrap();
        let health: Health = serde_json::from_str(&body).unwrap();
        assert_eq!(health.status, HealthStatus::Ok);
        let at = health.time.format("%Y-%m-%dT%H:%M:%SZ");
        assert_eq!(body, format!(r#"{{"status":"ok","time":"{at}"}}"#));
        hall.close().await;
    }
}

#[tokio::test]
async fn the_contract_lists_every_route_and_who_may_call_it() {
    let (_directory, stores) = stores().await;
    let hall = Hall::before(stores[0].clone(), 0, Rules::default()).await;
    let contract: serde_json::Value =
        hall.without_token("/openapi.json").await.json().await.unwrap();
    let routes: Vec<(String, Vec<String>)> = contract["paths"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(path, item)| (path.clone(), item.as_object().unwrap().keys().cloned().collect()))
        .collect();
    let listed = |path: &str, methods: &[&str]| {
        routes.iter().any(|(at, with)| at == path && with.iter().eq(methods))
    };
    assert!(listed("/v1/health", &["get"]));
    assert!(listed("/v1/snapshot", &["get"]));
    assert!(listed("/v1/changes", &["get"]));
    assert!(listed("/v1/cases", &["post"]));
    assert!(listed("/v1/cases/{id}", &["get"]));
    assert!(listed("/v1/credentials/resolve", &["post"]));
    assert!(listed("/v1/cards/authenticate", &["post"]));
    assert_eq!(routes.len(), 7);
    let terminal = &contract["components"]["securitySchemes"]["terminal"];
    assert_eq!((&terminal["type"], &terminal["scheme"]), (&"http".into(), &"bearer".into()));
    hall.close().await;
}
