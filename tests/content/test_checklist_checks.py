"""What klokt check finds in checklists, tasks, the account of a course and the letter of a right."""

from pathlib import Path

import pytest

from content.test_pathway_checks import found

WORK, WHO, ACCOUNT = "66_work_at_contacts.md", "68_who_may_do_what.md", "92_account_of_the_course.md"
LETTER = "letters/right_to_choose.md"


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (
            WORK,
            'contacts = ["contact_8w"]\naddition',
            'contacts = ["contact_9w"]\naddition',
            "K120 there is no contact",
        ),
        (WORK, 'checklist = ["minimum_history_asked"]', 'checklist = ["minimum_histry"]', "K120 there is no checklist"),
        (WORK, 'findings = ["palpation"]', 'findings = ["palpating"]', "K120 there is no finding of an event"),
        (WORK, 'events = ["symptom_onset"]', 'events = ["onset"]', "K120 there is no event"),
        (WORK, 'fact = "fracture_suspected"', 'fact = "fracture"', "K120 there is no fact that events give"),
        (WORK, 'next_steps = ["await_programme_start"', 'next_steps = ["await"', "K120 there is no next step"),
        (WORK, 'kind = "examine"', 'kind = "look"', 'K104 kind cannot be "look"'),
        (WHO, 'may = ["gp", "chiropractor"]', 'may = ["gp", "surgeon"]', 'K120 there is no actor "surgeon"'),
        (WHO, 'told_by = "by"', 'told_by = "actor"', 'K120 there is no finding of "referral_sent" "actor"'),
        (ACCOUNT, 'findings = ["group"]', 'findings = ["groups"]', "K120 there is no finding of an event"),
        (ACCOUNT, 'answers = "guideline', 'answers = "a_guideline', "K120 there is no fact"),
        (ACCOUNT, 'checklists = ["minimum_history_asked"', 'checklists = ["minimum"', "K120 there is no checklist"),
        ("60_pathway.md", 'indications = ["root', 'indications = ["roots', 'K120 there is no rule "roots'),
        (LETTER, 'rights = ["extended_free_choice_programme"]', 'rights = ["free_choice"]', "K120 there is no right"),
        (LETTER, "{last_day}. Det er", "{lastday}. Det er", "K196 nothing fills the slot {lastday}"),
        (
            "letters/back_pain_sheet.md",
            'text.da = "De fleste,',
            'text.da = "{last_day} De fleste,',
            "K196 nothing fills",
        ),
    ],
)
def test_a_name_that_leads_nowhere_is_told(tmp_path: Path, file: str, old: str, new: str, told: str) -> None:
    assert any(each.startswith(told) for each in found(tmp_path, file, old, new))


def test_a_contact_that_asks_about_no_red_flag_is_an_error(tmp_path: Path) -> None:
    text = 'held_by = { event = "contact", finding = "planned_week", one_of = [8] }'
    added = f'{text}\ntolerance = "7 days"\nsource = ["contacts_at_fixed_times"]\n\n[[contact]]\nid = "contact_12w"\n'
    added += 'title = { nb = "x", nn = "x", da = "x", en = "x" }\nafter = "12 weeks"\n'
    told = found(tmp_path, "64_contacts.md", text, added + text.replace("[8]", "[12]"))
    assert 'K224 contact "contact_12w" asks about no red flag' in told


def test_an_addition_to_the_source_rests_on_an_interpretation(tmp_path: Path) -> None:
    old = 'addition = true\nsource = ["acute_signs_in_time", "signs_asked_each_time"]'
    told = found(tmp_path, WORK, old, 'addition = true\nsource = ["acute_signs_in_time"]')
    assert told == ['K224 checklist "acute_signs_at_eight_weeks" adds to the source, and rests on no interpretation']


def test_a_list_without_items_is_told(tmp_path: Path) -> None:
    told = found(tmp_path, WORK, 'checklist = ["group_chosen"]', 'checklist = ["group_looked_at_again"]')
    assert told == ['K224 checklist "group_chosen" has no items']


def test_a_finding_that_the_account_would_tell_has_words(tmp_path: Path) -> None:
    told = found(tmp_path, "94_words_of_the_record.md", '[[finding]]\nid = "crp"', '[[finding]]\nid = "c_rp"')
    assert told == ['K225 finding "crp" of event "first_contact" has no words']


def test_words_lack_no_language(tmp_path: Path) -> None:
    told = found(tmp_path, WORK, ', en = "Palpation" }\nshort', " }\nshort")
    assert told == ['K150 the words of item "examine_palpation" is not told in en']


def test_advice_that_an_episode_does_not_expect_makes_it_fail(tmp_path: Path) -> None:
    text = (
        'when = "course_at_contact == \'improved\'"\nsource = ["better_at_two_or_four_weeks", "better_at_eight_weeks"]'
    )
    told = found(tmp_path, WORK, text, text.replace("== 'improved'", "!= 'improved'"))
    assert any(each.startswith('K143 episode "Clearly better at two weeks": advice') for each in told)


def test_a_letter_that_an_episode_does_not_expect_makes_it_fail(tmp_path: Path) -> None:
    told = found(
        tmp_path, LETTER, 'rights = ["extended_free_choice_surgery"]', 'rights = ["extended_free_choice_programme"]'
    )
    assert any("letter" in each and each.startswith("K143") for each in told)


def test_a_list_with_a_condition_is_shown_by_an_episode(tmp_path: Path) -> None:
    told = found(tmp_path, WORK, ', "weighed_in_stenosis"', "")
    assert 'K221 no episode shows checklist "weighed_in_stenosis"' in told
