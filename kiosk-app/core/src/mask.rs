//! What of a person may stand on a screen that others can see.

/// A name with its middle covered: 林*远 of three characters or more, 林* of two.
///
/// Middle dots and spaces inside a long name are covered like the rest, so that nothing but the
/// first and the last character can be told.
pub fn name(name: &str) -> String {
    let characters: Vec<char> = name.chars().collect();
    match characters.as_slice() {
        [] => String::new(),
        [only] => only.to_string(),
        [first, _] => format!("{first}*"),
        [first, middle @ .., last] => format!("{first}{}{last}", "*".repeat(middle.len().min(4))),
    }
}

/// An identity number with its first three and last four characters: 500***********1236.
pub fn id_number(number: &str) -> String {
    let characters: Vec<char> = number.chars().collect();
    if characters.len() <= 7 {
        return "*".repeat(characters.len());
    }
    let (head, rest) = characters.split_at(3);
    let (middle, tail) = rest.split_at(rest.len() - 4);
    let mut masked: String = head.iter().collect();
    masked.push_str(&"*".repeat(middle.len()));
    masked.extend(tail);
    masked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bystander_reads_the_ends_of_a_name_only() {
        assert_eq!(name("林知远"), "林*远");
        assert_eq!(name("周默"), "周*");
        assert_eq!(name("欧阳清漪"), "欧**漪");
        assert_eq!(name("买买提·吐尔逊"), "买****逊");
        assert_eq!(name("杨𬱖"), "杨*");
        assert_eq!(name(""), "");
    }

    #[test]
    fn a_bystander_reads_seven_characters_of_a_number() {
        assert_eq!(id_number("500119196109271236"), "500***********1236");
        assert_eq!(id_number("1234567"), "*******");
    }
}
