"""What stands in a page's text but is no part of the story: links to other stories, captions, credits, calls to subscribe.

Trees are pruned before the text is taken, since afterwards a link's words stand glued to the sentence before; lines are
sifted once more for what no markup tells. Only what is short and begins so is taken for it: a sentence that
happens to begin with "Watch" stays.
"""

from __future__ import annotations

import re
from typing import Any

_COLON = r"(?:\s*[:|>»]|\s+[–—-]\s|\s*$)"
_LINK_WORDS = (
    r"see also|see more|read more|read also|also read|read next|read the full story|more on this(?: story| topic)?|more from|"
    r"related(?: stories| story| articles?| coverage| news| topics?| links?)?|also on [\w ]{1,30}|don['’]t miss|"
    r"recommended(?: for you| stories| reading)?|editor['’]?s['’]? picks?|most read|must[- ]read|you may also like|"
    r"what to read next|keep reading|continue reading|further reading|trending(?: now)?|top stories|explainer|in pictures|"
    r"watch(?: live| now| more)?|listen(?: now| live)?|video|gallery|podcast|opinion|live(?: updates| blog)?|advertisement|ad|"
    r"sponsored|promoted|share this(?: article| story)?|image(?: credit| source| caption)?|photo(?: credit| caption)?|"
    r"file photo|caption|credits?|getty images|newsletter|latest news"
)
_OPENING = re.compile(
    rf"[\s\[(▶►»>•*-]*(?:(?:{_LINK_WORDS}){_COLON}"
    r"|(?:see also|read more|read also|also read|read next|more on this story)\b"
    r"|(?:sign up|subscribe|register) (?:to|for|here|now|today)\b|follow us\b|join our\b|download our app\b|click here\b"
    r"|get (?:the|our) (?:latest|daily|free|newsletter)\b|copyright (?:\d{4}|©)|©|all rights reserved\b"
    r"|this (?:article|story) (?:was |has been )?(?:originally |first )(?:published|appeared)\b"
    r"|(?:additional |with )?(?:reporting|writing|editing|compiled|translated|edited|graphics?|photography) by\b)",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"[\s\[(]*(?:(?:photo|image|picture|file)s?(?: credit| source)?\s*[:/]\s*)?"
    r"(?:AFP|AP|Reuters|EPA(?:-EFE)?|EFE|ANSA|DPA|TASS|Xinhua|Anadolu(?: Agency)?|Getty(?: Images)?|Shutterstock|UPI|PTI|"
    r"Bloomberg|AAP|Kyodo|Yonhap|IANS|ANI)(?:\s*[/,|&-]\s*[\w .]{2,40})*[\s\])]*",
    re.IGNORECASE,
)
_LONGEST = 240
"""Characters of such a line at most; what is longer tells a story."""

_CLASSES = frozenset((
    "caption", "wp-caption-text", "image-caption", "photo-caption", "media-caption", "figcaption", "credit",
    "photo-credit", "image-credit", "related", "related-articles", "related-stories", "related-content",
    "related-links", "related-news", "see-also", "read-more", "readmore", "read-also", "newsletter",
    "newsletter-signup", "signup", "promo", "share", "share-buttons", "social-share", "sharing", "advertisement",
    "ad-container", "inline-related", "recommended", "most-read", "trending", "byline-credit", "copyright",
    "story-tools",
))  # fmt: skip
_NEVER = (
    "nav", "footer", "aside", "figcaption", "style", "noscript", "template", "iframe", "svg", "button", "select", "object", "embed",
)  # fmt: skip
"""Elements that hold no part of a story wherever they stand; scripts may hold the page's metadata, and are no text anyway."""

_INLINE = frozenset(("a", "b", "strong", "em", "i", "u", "span", "small", "font", "mark"))
_BLOCK = frozenset(("p", "li", "h2", "h3", "h4", "h5", "h6", "div", "aside"))
_MOST_PRUNED = 2000
"""Characters of a classed element at most: some sites give the whole story a class that says "related"."""


def is_boilerplate(line: str) -> bool:
    """Whether a whole line or element is no part of the story."""
    return len(line) <= _LONGEST and bool(_OPENING.match(line) or _CREDIT.fullmatch(line))


def sifted(text: str) -> str:
    """The paragraphs of a story (one a line), boilerplate lines left out, parted by blank lines."""
    lines = (line.strip() for line in text.splitlines())
    return "\n\n".join(line for line in lines if line and not is_boilerplate(line))


def prune(tree: Any) -> None:
    """Take what is no part of the story out of an lxml tree, in one walk over its elements."""
    for element in list(tree.iter(*_NEVER)):
        if element.getparent() is not None:
            _drop(element)
    for element in list(tree.iter()):
        if isinstance(element.tag, str) and element.getparent() is not None and _is_pruned(element):
            if element.tag in ("p", "h2", "h3", "h4"):
                _drop_links_after(element)
            _drop(element)


def _is_pruned(element: Any) -> bool:
    tag, classes = element.tag, element.get("class")
    if classes and not _CLASSES.isdisjoint(classes.lower().split()) and tag not in ("html", "body", "article", "main"):
        return _short(element, _MOST_PRUNED)
    if tag in _INLINE or (tag in _BLOCK and not any(c.tag in _BLOCK for c in element)):
        return _short(element, _LONGEST) and is_boilerplate(" ".join(element.itertext()).strip() or "-story-")
    return False


def _short(element: Any, most: int) -> bool:
    """Whether the element's words are at most so many characters; no more of them are looked at."""
    size = 0
    for words in element.itertext():
        size += len(words)
        if size > most:
            return False
    return True


def _drop_links_after(element: Any) -> None:
    """Links that follow a heading such as "SEE ALSO", each alone in its paragraph, or in a list."""
    while (after := element.getnext()) is not None and after.tag in ("p", "ul", "div") and _only_links(after):
        _drop(after)


def _only_links(element: Any) -> bool:
    if not _short(element, _MOST_PRUNED) or not any(True for _ in element.iter("a")):
        return False
    linked = sum(len("".join(link.itertext()).strip()) for link in element.iter("a"))
    return linked >= 0.9 * len(" ".join("".join(element.itertext()).split()))


def _drop(element: Any) -> None:
    """Remove an element; the words that follow it stay, parted from those before it."""
    parent, tail = element.getparent(), " " + (element.tail or "")
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)
