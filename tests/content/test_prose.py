"""What a section says to people is read without its blocks."""

from pathlib import Path

from klokt.content.load import find
from klokt.content.reading.prose import Passage, sections

TEXT = """# Age limit

Who belongs,
and who does not.

```toml
[[source]]
# not a heading
id = "limit"
```
## More
- one thing
  that is long
- another
Then a paragraph.
"""


def test_a_section_has_a_title_and_its_passages_without_the_blocks(tmp_path: Path) -> None:
    (tmp_path / "10_scope.md").write_text(TEXT, encoding="utf-8")
    (section,) = sections(tmp_path)
    assert (section.file, section.title) == ("10_scope.md", "Age limit")
    assert section.passages == (
        Passage("paragraph", 3, "Who belongs, and who does not."),
        Passage("heading", 11, "More"),
        Passage("item", 12, "one thing that is long"),
        Passage("item", 14, "another Then a paragraph."),
    )


def test_sections_come_first_then_letters_then_cases(tmp_path: Path) -> None:
    for name in ("cases/whole.md", "letters/one.md", "20_b.md", "10_a.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Without a title.\n", encoding="utf-8")
    read = sections(tmp_path)
    assert [section.file for section in read] == ["10_a.md", "20_b.md", "letters/one.md", "cases/whole.md"]
    assert read[0].title == "10_a.md"


def test_no_block_of_a_guideline_is_taken_for_prose() -> None:
    told = [passage.text for section in sections(find("no_knee_hip_imaging")) for passage in section.passages]
    assert told
    assert not any("[[" in text or " = " in text or "```" in text for text in told)
