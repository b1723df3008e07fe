//! The items that this kiosk completes, a module each: who may, what is shown, what is printed.

pub mod enrolment_query;
pub mod guide;
pub mod voucher;

mod figures;
mod measure;

pub use figures::yuan;

use crate::{
    document::{Block, CopyKind, Document, DocumentId},
    form::{Form, Forms, Source},
    parameters::Parameters,
    seal,
};

/// What every document needs from its surroundings.
#[derive(Debug, Clone, Copy)]
pub struct Office<'a> {
    /// What the bureau decides.
    pub parameters: &'a Parameters,
    /// Its forms.
    pub forms: &'a Forms,
    /// 自助服务终端 07.
    pub terminal: &'a str,
}

impl Office<'_> {
    /// Fills a form: head, fields, `middle`, foot, clauses. `value` gives what is particular.
    fn fill(
        &self,
        form: &Form,
        id: DocumentId,
        number: Option<String>,
        copy: CopyKind,
        value: impl Fn(Source) -> Option<String>,
        middle: Vec<Block>,
    ) -> Document {
        let value = |source: Source| match source {
            Source::Agency => Some(self.parameters.bureau.clone()),
            Source::Terminal => Some(self.terminal.to_owned()),
            other => value(other),
        };
        let word = |name: &str| match name {
            "enquiries" => self.parameters.windows.enquiries.clone(),
            _ => self.parameters.voucher.register_within_months.to_string(),
        };
        let content = form.content(value);
        let content_hash =
            seal::content_hash(&form.key, &form.version, number.as_deref(), &content);
        let mut blocks = vec![Block::Title(form.title.clone())];
        blocks.extend(number.iter().map(|number| Block::Subtitle(format!("编号 {number}"))));
        if copy == CopyKind::Reissue {
            blocks.push(Block::Mark("补打".to_owned()));
        }
        blocks.push(Block::Rule);
        let fields = form.field_blocks(value);
        if !fields.is_empty() {
            blocks.extend(fields);
            blocks.push(Block::Rule);
        }
        if !middle.is_empty() {
            blocks.extend(middle);
            blocks.push(Block::Rule);
        }
        blocks.extend(form.foot_blocks(value));
        if let Some(code) = number.as_deref().and_then(|number| number.parse().ok()) {
            let code = seal::CertificateCode::new(code, &content_hash);
            let caption = format!("校验码 {}", code.hash_head);
            blocks.push(Block::Qr { data: code.to_string(), caption });
        }
        blocks.extend(form.clause_blocks(word));
        Document {
            id,
            form: form.key.clone(),
            form_version: form.version.clone(),
            name: form.name.clone(),
            number,
            copy,
            content_hash,
            blocks,
        }
    }
}
