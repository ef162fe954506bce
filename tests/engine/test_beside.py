"""Groups, requirements and indications are told with a proposal, from what is known alone."""

from dataclasses import replace

from klokt.model.guideline import Group, Guideline, Requirement
from klokt.model.truth import Truth

from .small import condition, guideline, propose


def with_groups() -> Guideline:
    groups = (
        Group("other", {}, condition("not known(trauma) or trauma"), 2),
        Group("flagged", {}, condition("fever"), 1),
    )
    return replace(guideline(), groups={group.id: group for group in groups})


def with_requirements() -> Guideline:
    requirements = (
        Requirement("course", {}, {}, condition("known(treated)")),
        Requirement("images", {}, {}, condition("known(taken)"), 2),
        Requirement("injury", {}, {}, condition("known(trauma)"), 1, condition("not trauma")),
    )
    return replace(guideline(), requirements={each.id: each for each in requirements})


def test_the_group_of_lowest_rank_is_the_patients() -> None:
    assert propose(with_groups(), fever=True, trauma=True).group == "flagged"


def test_a_group_that_is_not_known_to_hold_does_not_count() -> None:
    assert propose(with_groups(), trauma=True).group == "other"


def test_a_patient_may_be_in_no_group() -> None:
    assert propose(with_groups(), fever=False, trauma=False).group is None


def test_words_that_nobody_has_read_may_still_hold_a_flag() -> None:
    assert propose(with_groups(), read_silence=False).group is None
    assert propose(with_groups(), read_silence=False, fever=True).group == "flagged"


def test_requirements_stand_in_the_order_of_the_list_and_the_others_after_it() -> None:
    met = propose(with_requirements(), trauma=False, taken="2012").requirements
    assert [(each.requirement, each.state) for each in met] == [
        ("injury", "denied"),
        ("images", "answered"),
        ("course", "absent"),
    ]


def test_what_nobody_has_read_is_open_and_not_absent() -> None:
    met = propose(with_requirements(), read_silence=False, trauma=True).requirements
    assert [each.state for each in met] == ["answered", "open", "open"]


def test_an_indication_tells_each_part_that_lacks_evidence_also_within_the_rules_it_names() -> None:
    made = guideline(rules={"treated_long": "treated >= weeks(12) and not trauma", "surgery": "treated_long and fever"})
    indicated = replace(made, rules={**made.rules, "surgery": replace(made.rules["surgery"], kind="indication")})
    (told,) = propose(indicated, fever=False, treated=20).indications
    assert (told.rule, told.holds, told.lacking, told.against) == ("surgery", Truth.NO, ("trauma",), ("fever",))
    assert propose(indicated, fever=True, treated=20, trauma=False).indications[0].holds is Truth.YES
