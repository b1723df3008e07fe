//! What somebody at the machine waits for, asked past the queue of the engine.

use std::time::Duration;

use district_api::{AuthenticateCard, CardAuthentication, ResolveCredential, ResolvedCredential};

/// How long an answer may take. A phone shows another code after a minute, and a card under power
/// waits for its proof.
pub const ANSWERED_WITHIN: Duration = Duration::from_secs(5);

/// Asked at once, beside the queue of the engine, and never again by itself: a code is good for
/// one time, and what a card asks is good for as long as it lies there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Urgent {
    /// Whom the code of a 医保电子凭证 stands for.
    Resolve(ResolveCredential),
    /// What a 社会保障卡 of the third generation is to be shown.
    Authenticate(AuthenticateCard),
}

/// What the district answered at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UrgentAnswer {
    /// To [`Urgent::Resolve`].
    Resolved(ResolvedCredential),
    /// To [`Urgent::Authenticate`].
    Authenticated(CardAuthentication),
}

#[cfg(test)]
mod tests {
    use std::{
        io::{ErrorKind, Read, Write},
        net::TcpListener,
        thread::{self, JoinHandle},
    };

    use district_api::{AuthenticationLine, Holder};

    use super::*;
    use crate::{Failure, http::HttpDistrict};

    const CODE: &str = "4240000000000000000000110000";

    /// A district that hears one request, says `reply` and hangs up. Its thread gives what it
    /// heard, and the listener, at which nobody listens any more.
    fn district_saying(reply: String) -> (HttpDistrict, JoinHandle<(String, TcpListener)>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let district = thread::spawn(move || {
            let (mut line, _) = listener.accept().unwrap();
            let (mut heard, mut part) = (Vec::new(), [0; 1024]);
            while !heard.ends_with(b"\"}") {
                let len = line.read(&mut part).unwrap();
                assert_ne!(len, 0, "the request is cut off");
                heard.extend(&part[..len]);
            }
            line.write_all(reply.as_bytes()).unwrap();
            (String::from_utf8(heard).unwrap(), listener)
        });
        (HttpDistrict::new(&address, "token").unwrap(), district)
    }

    fn saying(status: &str, body: &str) -> String {
        let head = "content-type: application/json\r\nconnection: close";
        format!("HTTP/1.1 {status}\r\n{head}\r\ncontent-length: {}\r\n\r\n{body}", body.len())
    }

    fn code() -> Urgent {
        Urgent::Resolve(ResolveCredential { code: CODE.to_owned() })
    }

    fn resolved() -> UrgentAnswer {
        let holder =
            Holder { id_number: "11010519491231002X".to_owned(), name: "某人".to_owned() };
        UrgentAnswer::Resolved(ResolvedCredential::Holder(holder))
    }

    #[tokio::test]
    async fn a_code_is_sent_to_the_district_and_comes_back_as_its_holder() {
        let body = r#"{"outcome":"holder","id_number":"11010519491231002X","name":"某人"}"#;
        let (district, at_the_other_end) = district_saying(saying("200 OK", body));
        assert_eq!(district.ask_now(&code()).await, Ok(resolved()));
        let (heard, _) = at_the_other_end.join().unwrap();
        assert!(heard.starts_with("POST /v1/credentials/resolve HTTP/1.1\r\n"));
        assert!(heard.contains("authorization: Bearer token\r\n"));
        assert!(heard.ends_with(&format!("\r\n\r\n{{\"code\":\"{CODE}\"}}")));
    }

    #[tokio::test]
    async fn a_cards_challenge_is_sent_to_the_district_and_comes_back_answered() {
        let body = r#"{"outcome":"authenticated","authentication":"00|11|"}"#;
        let (district, at_the_other_end) = district_saying(saying("200 OK", body));
        let card = Urgent::Authenticate(AuthenticateCard { challenge: "500119|".to_owned() });
        let line = AuthenticationLine { authentication: "00|11|".to_owned() };
        let answer = UrgentAnswer::Authenticated(CardAuthentication::Authenticated(line));
        assert_eq!(district.ask_now(&card).await, Ok(answer));
        let (heard, _) = at_the_other_end.join().unwrap();
        assert!(heard.starts_with("POST /v1/cards/authenticate HTTP/1.1\r\n"));
        assert!(heard.ends_with("\r\n\r\n{\"challenge\":\"500119|\"}"));
    }

    #[tokio::test]
    async fn that_a_code_stands_for_nobody_is_an_answer_and_a_district_in_trouble_gives_none() {
        for (reply, wanted) in [
            (
                saying("200 OK", r#"{"outcome":"not-valid"}"#),
                Ok(UrgentAnswer::Resolved(ResolvedCredential::NotValid)),
            ),
            (saying("200 OK", r#"{"outcome":"perhaps"}"#), Err(Failure::Garbled)),
            (saying("401 Unauthorized", "{}"), Err(Failure::Unauthorised)),
            (saying("503 Service Unavailable", "{}"), Err(Failure::Refused(503))),
        ] {
            let (district, at_the_other_end) = district_saying(reply);
            assert_eq!(district.ask_now(&code()).await, wanted);
            at_the_other_end.join().unwrap();
        }
    }

    #[tokio::test]
    async fn a_code_whose_answer_is_lost_is_not_sent_again() {
        let (district, at_the_other_end) = district_saying(String::new());
        assert_eq!(district.ask_now(&code()).await, Err(Failure::Unreachable));
        let (_, listener) = at_the_other_end.join().unwrap();
        listener.set_nonblocking(true).unwrap();
        let called_again = listener.accept().map(drop).map_err(|error| error.kind());
        assert_eq!(called_again, Err(ErrorKind::WouldBlock));
    }

    #[test]
    fn what_is_asked_and_answered_at_once_never_reaches_a_log() {
        assert_eq!(format!("{:?}", code()), "Resolve(ResolveCredential(..))");
        assert_eq!(format!("{:?}", resolved()), "Resolved(Holder(..))");
    }
}
