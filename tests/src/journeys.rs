//! Journeys that many scenarios begin with, or consist of.

use std::time::Duration;

use crate::{Hall, Story, Stuck};

/// How long a citizen looks at a page before touching it.
const LOOK: Duration = Duration::from_millis(1500);
/// How long a citizen looks for paper before saying that there is none.
const LOOK_FOR_PAPER: Duration = Duration::from_secs(15);

impl Hall {
    /// Lays a card down and waits to be greeted.
    ///
    /// # Errors
    /// [`Stuck`](crate::Stuck) where that does not come about, as in every journey.
    pub fn identify(&mut self, key: &str) -> Story {
        self.place_card(key);
        self.wait_for("您好")
    }

    /// Looks for a moment and touches.
    ///
    /// # Errors
    /// As [`Hall::identify`].
    pub fn choose(&mut self, label: &str) -> Story {
        self.pass(LOOK);
        self.touch(label)
    }

    /// From the card to the voucher's preview.
    ///
    /// # Errors
    /// As [`Hall::identify`].
    pub fn preview_voucher(&mut self, key: &str) -> Story {
        self.identify(key)?;
        self.choose("打印参保凭证")?;
        self.choose("重庆市以外")?;
        if self.title().starts_with("要开哪一种") {
            self.choose("职工")?;
        }
        self.wait_for("请核对参保凭证")
    }

    /// A voucher from the card to the welcome page.
    ///
    /// # Errors
    /// As [`Hall::identify`].
    pub fn voucher(&mut self, key: &str) -> Story {
        self.preview_voucher(key)?;
        self.choose("没有问题，打印")?;
        self.take_voucher()
    }

    /// Takes the printed voucher and the card, and goes. Whoever is asked to pull out a spoilt sheet
    /// first does so, and whoever is asked whether the paper came looks before answering.
    ///
    /// # Errors
    /// As [`Hall::identify`].
    pub fn take_voucher(&mut self) -> Story {
        const TAKE: &str = "请取走参保凭证";
        const SCRAP: &str = "请抽走没打完的纸";
        const UNSURE: &str = "纸出来了吗";
        loop {
            let asks = |hall: &Self| {
                [TAKE, SCRAP, UNSURE].into_iter().find(|it| hall.title().contains(it))
            };
            self.wait_until(TAKE, |hall| asks(hall).is_some())?;
            match asks(self) {
                Some(SCRAP) => {
                    self.wait_and_take()?;
                    self.wait_until("another page", |hall| !hall.title().contains(SCRAP))?;
                }
                Some(UNSURE) => {
                    if self.look_and_say()? {
                        break;
                    }
                    self.wait_for("请核对参保凭证")?;
                    self.choose("没有问题，补打")?;
                }
                _ => {
                    self.wait_and_take()?;
                    break;
                }
            }
        }
        self.leave()
    }

    /// Says honestly whether a whole voucher is there that nobody has taken yet.
    ///
    /// # Errors
    /// As [`Hall::identify`].
    pub fn look_and_say(&mut self) -> Result<bool, Stuck> {
        self.pass(LOOK_FOR_PAPER);
        let is_there = self.vouchers().iter().any(|piece| !piece.taken);
        self.take_paper();
        self.touch(if is_there { "我拿到了" } else { "没有拿到" })?;
        Ok(is_there)
    }

    /// One's own record, all its pages, and the slip.
    ///
    /// # Errors
    /// As [`Hall::identify`].
    pub fn query(&mut self, key: &str) -> Story {
        self.identify(key)?;
        self.choose("查我的参保信息")?;
        self.wait_for("我的参保信息")?;
        while self.offers().iter().any(|label| label.starts_with("下一页")) {
            self.choose("下一页")?;
        }
        self.leave()
    }

    /// Takes the card and waits until nobody is there any more.
    ///
    /// # Errors
    /// As [`Hall::identify`].
    pub fn leave(&mut self) -> Story {
        self.lift_card();
        self.wait_until("the welcome page", Self::is_at_rest)
    }

    /// Mends whatever is broken and waits until the district has heard of everything.
    pub fn settle(&mut self) {
        self.noise(0, 0);
        self.restore_network();
        self.lift_card();
        self.network.round_trip = Duration::from_millis(80);
        for _ in 0..20 {
            self.pass(Duration::from_secs(30));
            self.take_paper();
            let waiting = self.kiosk().ledger().outbox_depth();
            if self.is_at_rest() && waiting.is_ok_and(|depth| depth == 0) {
                break;
            }
        }
    }
}
