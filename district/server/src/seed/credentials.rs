//! The codes that the phones of the cast show.

use district_api::Holder;

use crate::Credential;

/// Code, number and name, the latter two as the platform has them. A real code changes every
/// minute; these stay.
const CREDENTIALS: [(&str, &str, &str); 17] = [
    ("4242002977276931098018500000", "500119196109271236", "林知远"),
    ("4247408594118427853475500000", "500119195803162043", "谭桂兰"),
    ("4244459285040204876751500000", "50011919920711203X", "周默"),
    ("4249863532137631629649500000", "500119197505204136", "冉光明"),
    ("4247170769107385722787500000", "500119200108095022", "欧阳清漪"),
    ("4245046658591012843670500000", "500119196604026211", "买买提·吐尔逊"),
    // Insured elsewhere, and so unknown here.
    ("4248130700574763633799510000", "510107198801237419", "李想"),
    ("4244355405075960233399500000", "500119198310158023", "吴秀兰"),
    ("4248620930506759431467500000", "500119197006069013", "龙\u{4DAE}"),
    ("4249431925206360704816500000", "50011919950303112X", "杨\u{2CC56}"),
    ("4248946683280227255567500000", "500119194901011105", "陈婉诗"),
    ("4249343890775572570874500000", "520103197909052231", "张子墨"),
    ("4244143590775465834747500000", "500119198711123016", "赵\u{242EE}"),
    ("4240692615544640428466500000", "500119199406234021", "任\u{4723}"),
    ("4249926097097974137292500000", "500119200004185111", "石\u{30EDD}"),
    ("4248996946333552619620500000", "810000199001010019", "何思哲"),
    // The platform has her under the number of her former card too.
    ("4240980650749422534587500000", "PAK310080010103", "阿依莎"),
];

/// The made-up credentials of every district.
pub fn credentials() -> Vec<Credential> {
    CREDENTIALS
        .iter()
        .map(|&(code, id_number, name)| Credential {
            code: code.to_owned(),
            holder: Holder { id_number: id_number.to_owned(), name: name.to_owned() },
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use codes::names::same_person_name;

    use super::*;
    use crate::seed::cast;

    #[test]
    fn whoever_shows_a_code_is_in_the_books_but_one() {
        let cast = cast::people();
        let strangers = credentials().into_iter().filter(|Credential { holder, .. }| {
            !cast.iter().any(|of| of.id_number == holder.id_number && of.name == holder.name)
        });
        assert!(strangers.map(|stranger| stranger.holder.name).eq(["李想"]));
    }

    #[test]
    fn the_phones_of_the_cast_show_these_codes() {
        let ours = credentials();
        let cards = simulator::bundled_cards().unwrap();
        let phones: Vec<_> =
            cards.iter().filter_map(|card| Some((card.credential.as_ref()?, &card.name))).collect();
        assert_eq!(phones.len(), ours.len());
        for (code, name) in phones {
            let ours = ours.iter().find(|of| of.code == *code).unwrap();
            assert!(same_person_name(&ours.holder.name, name));
        }
    }
}
