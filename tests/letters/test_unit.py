"""A unit's own file: what it may set, and what its author is told where something is wrong."""

from pathlib import Path

import pytest

from klokt.errors import LetterError
from klokt.letters.unit import read_unit
from klokt.model.duration import Duration, Unit
from norway import norway

EXAMPLE = Path(__file__).parents[2] / "examples" / "my_unit.toml"
WORDING = '[[paragraph]]\nid = "regret_of_extra_work"\n'


def told(tmp_path: Path, text: str) -> str:
    """What the author of a unit's file is told."""
    file = tmp_path / "unit.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(LetterError) as caught:
        read_unit(file, norway())
    assert caught.value.code == "K510"
    first, *findings = caught.value.message.splitlines()
    assert first == "unit.toml cannot be used:"
    return "\n".join(findings)


def test_the_example_of_a_unit_can_be_used() -> None:
    unit = read_unit(EXAMPLE, norway())
    assert unit.letterhead.unit == "Bildediagnostisk avdeling, Granvik sykehus"
    assert unit.letterhead.signed_by == "Kari Eksempel, overlege"
    assert unit.parameters == {"recent_xray_limit": Duration(6, Unit.MONTHS)}
    assert list(unit.texts["regret_of_extra_work"]) == ["nb", "nn"]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ('[letterhead]\nname = "A\n', "unit.toml:2 K101"),
        ('[letterhed]\nname = "A"\n', 'unit.toml:1 K106 error there is no block "letterhed"'),
        ('letterhead = "A"\n', "unit.toml:1 K104 error letterhead must be a table (write [letterhead] above its keys)"),
        ('[letterhead]\nnam = "A"\n', 'unit.toml:2 K102 error a letterhead has no key "nam" (did you mean "name"?)'),
        ('[parameters]\nminimum_age = "40 years"\n', "unit.toml:2 K104 error"),
        ('[parameters]\nrecent_xray_limit = "6 moons"\n', "unit.toml:2 K104 error"),
        (
            '[[paragraph]]\nid = "regret_of_work"\ntext.nb = "A"\n',
            'K120 error there is no paragraph "regret_of_work" (did you mean "regret_of_extra_work"?)',
        ),
        (WORDING + 'text.nb = " "\n', "unit.toml:3 K104 error the text is empty"),
        (WORDING + 'text.da = "A"\n', 'unit.toml:3 K104 error paragraph "regret_of_extra_work" is not written in da'),
        (
            '[[paragraph]]\nid = "refer_again"\ntext.nb = "Oppgi {referense}."\n',
            'paragraph "refer_again" has no slot {referense} (did you mean "reference"?)',
        ),
        (WORDING + 'text.nb = "A"\nwhen = "age > years(60)"\n', 'unit.toml:4 K102 error a paragraph has no key "when"'),
    ],
)
def test_what_is_wrong_is_told_at_its_line(tmp_path: Path, text: str, finding: str) -> None:
    assert finding in told(tmp_path, text)


def test_a_parameter_that_a_unit_may_not_set_is_told_with_those_that_it_may(tmp_path: Path) -> None:
    finding = told(tmp_path, '[parameters]\nminimum_age = "40 years"\n')
    assert "(those are: recent_xray_limit, return_xray_without_conservative)" in finding


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(LetterError, match=r"unit\.toml cannot be read"):
        read_unit(tmp_path / "unit.toml", norway())
