//! The books in one SQLite file, written ahead (WAL) and synced at every commit.

use std::{
    collections::HashSet,
    str::FromStr,
    sync::{Mutex, PoisonError},
};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use district_api::{
    Case, CaseAnswer, ChangesPage, Holder, Person, ResolvedCredential, SnapshotPage,
};
use serde::{Serialize, de::DeserializeOwned};
use sqlx::{
    Sqlite, SqliteConnection, SqlitePool, Transaction,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use uuid::Uuid;

use super::{Store, StoreError, memory::voucher_number};
use crate::{
    auth::{Terminal, TokenHash},
    credential::{self, CodeHash, Credential},
    cursor::Place,
    desk,
    rules::{IssuedVoucher, Record, Rules, judge},
};

/// People a statement carries; three values each, of the 32,766 that SQLite allows.
const ROWS_A_STATEMENT: usize = 1_000;

/// The books in SQLite.
pub struct SqliteStore {
    pool: SqlitePool,
    edition: String,
    /// Never on disk.
    used_codes: Mutex<HashSet<CodeHash>>,
}

impl SqliteStore {
    /// Opens `sqlite:FILE`, made where there is none, and brings its tables up to date.
    ///
    /// # Errors
    /// [`StoreError::Open`] and [`StoreError::Tables`].
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::from_str(url)
            .map_err(StoreError::Open)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // An answer that has been sent must outlive a power cut.
            .synchronous(SqliteSynchronous::Full);
        let pool = SqlitePoolOptions::new()
            .max_connections(4)
            .connect_with(options)
            .await
            .map_err(StoreError::Open)?;
        sqlx::migrate!("migrations/sqlite").run(&pool).await?;
        let edition = sqlx::query_scalar("SELECT id FROM edition").fetch_one(&pool).await?;
        Ok(Self { pool, edition, used_codes: Mutex::default() })
    }

    /// A transaction that waits for its turn to write before it reads anything.
    async fn begin(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        Ok(self.pool.begin_with("BEGIN IMMEDIATE").await?)
    }

    async fn place(&self, connection: &mut SqliteConnection) -> Result<Place<'_>, StoreError> {
        Ok(Place { edition: &self.edition, newest: newest(connection).await? })
    }
}

async fn newest(connection: &mut SqliteConnection) -> Result<i64, StoreError> {
    let newest = sqlx::query_scalar("SELECT coalesce(max(seq), 0) FROM people");
    Ok(newest.fetch_one(connection).await?)
}

#[async_trait]
impl Store for SqliteStore {
    async fn probe(&self) -> Result<(), StoreError> {
        newest(&mut *self.pool.acquire().await?).await.map(drop)
    }

    async fn snapshot(&self, after: Option<&str>, limit: u32) -> Result<SnapshotPage, StoreError> {
        let mut read = self.pool.begin().await?;
        let place = self.place(&mut read).await?;
        let (began_at, last) = place.read_next(after)?;
        let rows: Vec<String> = sqlx::query_scalar(
            "SELECT body FROM people WHERE id > ? AND body IS NOT NULL ORDER BY id LIMIT ?",
        )
        .bind(last)
        .bind(i64::from(limit) + 1)
        .fetch_all(&mut *read)
        .await?;
        let more = rows.len() > limit as usize;
        let people: Vec<Person> = rows
            .iter()
            .take(limit as usize)
            .map(|body| parse(body, "people"))
            .collect::<Result<_, _>>()?;
        let next = people.last().filter(|_| more).map(|last| place.next(began_at, &last.id));
        Ok(SnapshotPage { people, next, cursor: place.cursor(began_at) })
    }

    async fn changes(&self, after: &str, limit: u32) -> Result<ChangesPage, StoreError> {
        let mut read = self.pool.begin().await?;
        let place = self.place(&mut read).await?;
        let mut reached = place.read_cursor(after)?;
        let rows: Vec<(i64, String, Option<String>)> =
            sqlx::query_as("SELECT seq, id, body FROM people WHERE seq > ? ORDER BY seq LIMIT ?")
                .bind(reached)
                .bind(i64::from(limit))
                .fetch_all(&mut *read)
                .await?;
        let (mut people, mut removed) = (Vec::new(), Vec::new());
        for (seq, id, body) in rows {
            match body {
                Some(body) => people.push(parse(&body, "people")?),
                None => removed.push(id),
            }
            reached = seq;
        }
        let more = reached < place.newest;
        Ok(ChangesPage { people, removed, cursor: place.cursor(reached), more })
    }

    async fn file(
        &self,
        case: &Case,
        rules: &Rules,
        now: DateTime<Utc>,
    ) -> Result<CaseAnswer, StoreError> {
        let mut write = self.begin().await?;
        let earlier: Option<(String, String)> =
            sqlx::query_as("SELECT body, answer FROM cases WHERE id = ?")
                .bind(case.id.to_string())
                .fetch_optional(&mut *write)
                .await?;
        if let Some((first, answer)) = earlier {
            let (first, answer) = (parse(&first, "cases")?, parse(&answer, "cases")?);
            return Ok(desk::answer_again(case, &first, answer, now));
        }
        let record = record(&mut write, case).await?;
        let decision = match judge(case, &record, rules) {
            Ok(()) => Ok(next_serial(&mut write, rules, now).await?),
            Err(refusal) => Err(refusal),
        };
        let accepted = decision.is_ok();
        let answer = desk::first_answer(case, decision, now);
        sqlx::query("INSERT INTO cases (id, terminal, body, answer) VALUES (?, ?, ?, ?)")
            .bind(case.id.to_string())
            .bind(&case.terminal)
            .bind(text(case, "cases")?)
            .bind(text(&answer, "cases")?)
            .execute(&mut *write)
            .await?;
        if let (true, Some(number)) = (accepted, voucher_number(case)) {
            // A 补打 leaves the number with the case that it repeats.
            sqlx::query(
                "INSERT OR IGNORE INTO vouchers (number, case_id, person) VALUES (?, ?, ?)",
            )
            .bind(number)
            .bind(case.id.to_string())
            .bind(&case.person)
            .execute(&mut *write)
            .await?;
        }
        write.commit().await?;
        Ok(answer)
    }

    async fn answer(&self, terminal: &str, case: Uuid) -> Result<Option<CaseAnswer>, StoreError> {
        let answer: Option<String> =
            sqlx::query_scalar("SELECT answer FROM cases WHERE id = ? AND terminal = ?")
                .bind(case.to_string())
                .bind(terminal)
                .fetch_optional(&self.pool)
                .await?;
        answer.map(|answer| parse(&answer, "cases")).transpose()
    }

    async fn cases(&self) -> Result<Vec<(Case, CaseAnswer)>, StoreError> {
        // A UUIDv7 begins with the time at which it was made.
        let rows: Vec<(String, String)> =
            sqlx::query_as("SELECT body, answer FROM cases ORDER BY id")
                .fetch_all(&self.pool)
                .await?;
        rows.iter()
            .map(|(case, answer)| Ok((parse(case, "cases")?, parse(answer, "cases")?)))
            .collect()
    }

    async fn put_people(&self, people: &[Person]) -> Result<(), StoreError> {
        let mut write = self.begin().await?;
        let mut seq = newest(&mut write).await?;
        for people in people.chunks(ROWS_A_STATEMENT) {
            let bodies =
                people.iter().map(|of| text(of, "people")).collect::<Result<Vec<_>, _>>()?;
            let mut insert = sqlx::QueryBuilder::new("INSERT INTO people (id, seq, body) ");
            insert.push_values(people.iter().zip(bodies), |mut row, (person, body)| {
                seq += 1;
                row.push_bind(&person.id).push_bind(seq).push_bind(body);
            });
            insert.push(" ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, body = excluded.body");
            insert.build().execute(&mut *write).await?;
        }
        write.commit().await?;
        Ok(())
    }

    async fn remove_person(&self, id: &str) -> Result<(), StoreError> {
        let mut write = self.begin().await?;
        let seq = newest(&mut write).await? + 1;
        sqlx::query("UPDATE people SET seq = ?, body = NULL WHERE id = ? AND body IS NOT NULL")
            .bind(seq)
            .bind(id)
            .execute(&mut *write)
            .await?;
        write.commit().await?;
        Ok(())
    }

    async fn resolve(&self, code: &str, rules: &Rules) -> Result<ResolvedCredential, StoreError> {
        let code = CodeHash::of(&self.edition, code);
        let holder: Option<(String, String)> =
            sqlx::query_as("SELECT id_number, name FROM credentials WHERE code_hash = ?")
                .bind(code.as_bytes())
                .fetch_optional(&self.pool)
                .await?;
        let holder = holder.map(|(id_number, name)| Holder { id_number, name });
        let mut used = self.used_codes.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(credential::resolve(code, holder, &mut used, rules))
    }

    async fn put_credentials(&self, credentials: &[Credential]) -> Result<(), StoreError> {
        let mut write = self.begin().await?;
        for Credential { code, holder } in credentials {
            sqlx::query(
                "INSERT OR REPLACE INTO credentials (id_number, name, code_hash) VALUES (?, ?, ?)",
            )
            .bind(&holder.id_number)
            .bind(&holder.name)
            .bind(CodeHash::of(&self.edition, code).as_bytes())
            .execute(&mut *write)
            .await?;
        }
        write.commit().await?;
        Ok(())
    }

    async fn terminals(&self) -> Result<Vec<Terminal>, StoreError> {
        let rows: Vec<(String, Vec<u8>)> =
            sqlx::query_as("SELECT name, token_hash FROM terminals ORDER BY name")
                .fetch_all(&self.pool)
                .await?;
        rows.into_iter()
            .map(|(name, hash)| {
                let token = TokenHash::from_bytes(&hash).ok_or(StoreError::Damaged("terminals"))?;
                Ok(Terminal { name, token })
            })
            .collect()
    }

    async fn admit_terminal(&self, terminal: &Terminal) -> Result<(), StoreError> {
        sqlx::query("INSERT OR REPLACE INTO terminals (name, token_hash) VALUES (?, ?)")
            .bind(&terminal.name)
            .bind(terminal.token.as_bytes())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    async fn dismiss_terminal(&self, name: &str) -> Result<bool, StoreError> {
        let gone = sqlx::query("DELETE FROM terminals WHERE name = ?")
            .bind(name)
            .execute(&self.pool)
            .await?;
        Ok(gone.rows_affected() > 0)
    }

    async fn close(&self) {
        // The last connection to go carries the write-ahead log over into the file.
        self.pool.close().await;
    }
}

/// What the books hold about a case.
async fn record(books: &mut SqliteConnection, case: &Case) -> Result<Record, StoreError> {
    let person: Option<String> =
        sqlx::query_scalar("SELECT body FROM people WHERE id = ? AND body IS NOT NULL")
            .bind(&case.person)
            .fetch_optional(&mut *books)
            .await?;
    let person = person.map(|body| parse(&body, "people")).transpose()?;
    let issued: Option<(String, String)> =
        sqlx::query_as("SELECT case_id, person FROM vouchers WHERE number = ?")
            .bind(voucher_number(case))
            .fetch_optional(&mut *books)
            .await?;
    let voucher = match issued {
        Some((case, person)) => {
            let case = Uuid::parse_str(&case).map_err(|_| StoreError::Damaged("vouchers"))?;
            Some(IssuedVoucher { case, person })
        }
        None => None,
    };
    Ok(Record { person, voucher })
}

/// Draws the day's next number. One that a later failure gives back is drawn again.
async fn next_serial(
    books: &mut SqliteConnection,
    rules: &Rules,
    now: DateTime<Utc>,
) -> Result<String, StoreError> {
    let day = desk::business_day(now);
    let number: i64 = sqlx::query_scalar(
        "INSERT INTO serials (day, last) VALUES (?, 1)
         ON CONFLICT (day) DO UPDATE SET last = last + 1 RETURNING last",
    )
    .bind(day.to_string())
    .fetch_one(books)
    .await?;
    Ok(desk::serial(rules, day, number))
}

/// Reads a stored body. The cause stays out of the error, for it may quote what it cannot read.
fn parse<T: DeserializeOwned>(body: &str, table: &'static str) -> Result<T, StoreError> {
    serde_json::from_str(body).map_err(|_| StoreError::Damaged(table))
}

fn text<T: Serialize>(row: &T, table: &'static str) -> Result<String, StoreError> {
    serde_json::to_string(row).map_err(|_| StoreError::Damaged(table))
}
