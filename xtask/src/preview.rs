//! What chats show of a link to the page.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use imagesize::{ImageSize, ImageType, blob_size, image_type};

use crate::page_options::PageOptions;

/// The picture that chats show beside a link.
const SOCIAL: &str = "social.png";
/// What says how to make it.
const HOW: &str = "`goroutine-lab run '' --format png --picture preview` writes one";

/// Says where the page is, for previews in chats, and puts the picture there that they show.
pub(crate) fn with_preview(html: &str, dist: &Path, options: &PageOptions) -> Result<String> {
    let Some(address) = &options.address else {
        return Ok(html.to_owned());
    };
    let Some(picture) = &options.picture else {
        return Ok(bundle::with_properties(html, &[("og:url", address)]));
    };
    let bytes =
        fs::read(picture).with_context(|| format!("could not read {}", picture.display()))?;
    let ImageSize { width, height } = match image_type(&bytes) {
        Ok(ImageType::Png) => blob_size(&bytes)
            .with_context(|| format!("could not read the size of {}", picture.display()))?,
        _ => bail!("{} is no PNG: {HOW}", picture.display()),
    };
    let to = dist.join(SOCIAL);
    fs::write(&to, bytes).with_context(|| format!("could not write {}", to.display()))?;
    let (width, height) = (width.to_string(), height.to_string());
    Ok(bundle::with_properties(
        html,
        &[
            ("og:url", address),
            ("og:image", &format!("{address}{SOCIAL}")),
            ("og:image:type", "image/png"),
            ("og:image:width", &width),
            ("og:image:height", &height),
            (
                "og:image:alt",
                "Runs of one scenario beside each other, drawn from their traces",
            ),
            ("twitter:card", "summary_large_image"),
        ],
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The beginning of a PNG of this size.
    fn png(width: u32, height: u32) -> Vec<u8> {
        let header = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
        [&header[..], &width.to_be_bytes(), &height.to_be_bytes()].concat()
    }

    #[test]
    fn the_page_names_its_picture_and_then_what_it_is() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let picture = folder.path().join("drawn.png");
        fs::write(&picture, png(1200, 630)).expect("a file can be written");
        let options = PageOptions {
            address: Some("https://lab.example/".to_owned()),
            picture: Some(picture),
            ..PageOptions::default()
        };
        let page = "<!doctype html><meta charset=utf-8></head>";
        let page = with_preview(page, folder.path(), &options).expect("it is a picture");
        let places = [
            "\"og:url\" content=\"https://lab.example/\"",
            "\"og:image\" content=\"https://lab.example/social.png\"",
            "\"og:image:width\" content=\"1200\"",
            "\"og:image:height\" content=\"630\"",
            "\"og:image:alt\"",
            "summary_large_image",
        ]
        .map(|text| page.find(text).unwrap_or_else(|| panic!("{text}: {page}")));
        assert!(places.is_sorted(), "{page}");
        let copied = fs::read(folder.path().join(SOCIAL)).expect("it was copied");
        assert_eq!(copied, png(1200, 630));
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let picture = folder.path().join("drawn.png");
        fs::write(&picture, "<svg/>").expect("a file can be written");
        let options = PageOptions {
            address: Some("https://lab.example/".to_owned()),
            picture: Some(picture),
            ..PageOptions::default()
        };
        let error = with_preview("<meta>", folder.path(), &options).expect_err("it is an SVG");
        assert!(error.to_string().contains("is no PNG"), "{error}");
    }
}
