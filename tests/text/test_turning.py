"""What stands around a phrase turns it: denied, supposed, past, planned, conditional, or of somebody else."""

import pytest

from klokt.model.referral import Target
from klokt.text.reading import Reading
from norway import LEFT_HIP, LEFT_KNEE, RIGHT_KNEE
from text.conftest import Read


def told(reading: Reading) -> dict[str, object]:
    """Return the facts that were taken."""
    return {mention.fact: mention.value for mention in reading.mentions}


def aside(reading: Reading) -> dict[str, str]:
    """Return why each fact was set aside."""
    return {mention.fact: mention.why for mention in reading.set_aside}


def test_a_denial_reaches_through_a_list_to_the_or(read: Read) -> None:
    facts = told(read("Ingen feber, frysninger eller rødme. Hydrops."))
    assert (facts["fever"], facts["red_swollen_joint"], facts["hydrops"]) == (False, False, True)


def test_a_denial_does_not_reach_past_a_but(read: Read) -> None:
    facts = told(read("Ikke hydrops, men låsninger."))
    assert facts["hydrops"] is False
    assert facts["locking"] is True


def test_a_part_of_a_list_that_tells_how_much_is_not_denied(read: Read) -> None:
    facts = told(read("Vondt i kneet. Ingen låsninger, litt hydrops."))
    assert (facts["locking"], facts["hydrops"]) == (False, True)


def test_a_denial_does_not_reach_into_another_topic(read: Read) -> None:
    assert told(read("Ingen traume og feber 39."))["fever"] is True


def test_a_word_after_the_phrase_denies_it_where_it_ends_the_clause(read: Read) -> None:
    assert told(read("Hydrops: nei. Låsning: ja."))["hydrops"] is False


def test_an_answer_after_a_list_is_of_all_that_it_lists(read: Read) -> None:
    facts = told(read("Vondt i kneet. Feber/rødme: benektes. Hydrops? Nei."))
    assert (facts["fever"], facts["red_swollen_joint"], facts["hydrops"]) == (False, False, False)


def test_a_minus_at_the_end_denies(read: Read) -> None:
    facts = told(read("Vondt i kneet. Hydrops -, låsning +."))
    assert (facts["hydrops"], facts["locking"]) == (False, True)


def test_a_denial_among_the_open_words_of_a_phrase_denies_it(read: Read) -> None:
    assert told(read("Kneet er ikke rødt eller varmt."))["red_swollen_joint"] is False


def test_a_denial_tied_to_a_word_by_a_hyphen_is_of_that_word_alone(read: Read) -> None:
    assert told(read("Vondt i kneet. Ikke-forskyvbar kul som vokser."))["tumour_suspected"] is True


def test_signs_of_one_kind_share_a_denial_though_they_are_of_two_topics(read: Read) -> None:
    facts = told(read("Vondt i kneet. Ingen hevelse, misfarging eller rødme."))
    assert (facts["hydrops"], facts["joint_discolouration"], facts["red_swollen_joint"]) == (False, False, False)


def test_a_doubtful_suspicion_that_must_be_excluded_holds(read: Read) -> None:
    assert told(read("Usannsynlig med septisk artritt, men må utelukkes."))["septic_arthritis_suspected"] is True


def test_a_doubt_that_is_not_excluded_is_no_denial(read: Read) -> None:
    assert told(read("Kan ikke utelukke septisk artritt."))["septic_arthritis_suspected"] is True


@pytest.mark.parametrize(
    ("text", "fact", "why"),
    [
        ("Mor har revmatoid artritt.", "rheumatoid_arthritis", "family"),
        ("Septisk artritt i kneet for mange år siden.", "septic_arthritis_suspected", "past"),
        ("2009: septisk artritt i kneet.", "septic_arthritis_suspected", "past"),
        ("Søster, som har revmatoid artritt, er bekymret.", "rheumatoid_arthritis", "family"),
        ("Ta kontakt ved feber eller rødme.", "fever", "conditional"),
        ("Ved feber eller rødt kne må hun ringe.", "fever", "conditional"),
        ("Vondt i kneet, rødme i ansiktet.", "red_swollen_joint", "other_place"),
        ("Pasienten er redd for septisk artritt.", "septic_arthritis_suspected", "feared"),
        ("Feber?", "fever", "unsure"),
        ("Hydrops i høyre kne.", "hydrops", "other_place"),
        ("Ønsker rtg, feber i går.", "prior_xray", ""),
    ],
)
def test_what_is_not_of_this_patient_now_is_set_aside_with_the_reason(
    read: Read, text: str, fact: str, why: str
) -> None:
    reading = read(text)
    assert fact not in told(reading)
    assert aside(reading).get(fact, "") == why


def test_a_fact_that_is_only_supposed_is_unclear(read: Read) -> None:
    assert read("Feber?").unclear == ("fever",)


def test_treatment_that_is_planned_is_treatment_not_tried(read: Read) -> None:
    assert told(read("Henvist til fysioterapi i dag."))["conservative_treatment_tried"] is False


def test_treatment_of_another_part_of_the_body_is_none(read: Read) -> None:
    assert told(read("Går til fysioterapeut for skulderen.")) == {}


def test_a_described_injury_beats_a_denied_one(read: Read) -> None:
    assert told(read("Ingen traume. Ble påkjørt av bil i går."))["significant_trauma"] is True


def test_what_the_patient_tells_yields_to_the_examination(read: Read) -> None:
    assert told(read("Kneet hovner opp av og til. Ingen hydrops i dag."))["hydrops"] is False


def test_a_twist_is_left_out_beside_a_serious_injury(read: Read) -> None:
    facts = told(read("Vred kneet da han falt fra en stige."))
    assert facts["significant_trauma"] is True
    assert "minor_trauma" not in facts


def test_blood_in_the_joint_is_a_bleed_only_where_no_injury_explains_it(read: Read) -> None:
    assert told(read("Vondt i kneet. Hemartros?"))["joint_bleed_suspected"] is True
    assert "joint_bleed_suspected" not in told(read("Falt fra en stige. Hemartros?"))


def test_an_old_date_behind_a_prosthesis_is_of_the_prosthesis(read: Read) -> None:
    facts = told(read("Smerter i kneet med protese fra 2014, nå også hovent."))
    assert (facts["knee_pain"], facts["prosthesis"], facts["hydrops"]) == (True, True, True)


def test_what_is_told_of_both_sides_counts_for_both(read: Read) -> None:
    (pain,) = read("Smerter i begge knær.", LEFT_KNEE, RIGHT_KNEE, LEFT_HIP).mentions
    assert pain.target == Target("knee", None)


def test_a_contradiction_is_kept_with_the_words_of_both(read: Read) -> None:
    hydrops = [each for each in read("Hydrops. Ingen hydrops.").mentions if each.fact == "hydrops"]
    assert [(each.value, each.span.text) for each in hydrops] == [(True, "Hydrops"), (False, "Ingen hydrops")]


def test_the_last_word_on_how_treatment_went_counts(read: Read) -> None:
    facts = told(read("Trent 14 uker, først litt bedring, nå ingen bedring."))
    assert facts["conservative_without_improvement"] is True


def test_a_suspicion_in_unknown_words_is_left_to_a_person(read: Read) -> None:
    assert [span.text for span in read("Smerter i kneet. Obs xanthogranulomatose.").unread] == ["xanthogranulomatose"]


def test_a_misspelt_word_is_read(read: Read) -> None:
    assert told(read("Smerter i kneet. Ingen hydrpos."))["hydrops"] is False


def test_english_is_read_apart(read: Read) -> None:
    facts = told(read("Pain in the left knee since May. No fever. Physiotherapy for 14 weeks without effect."))
    assert (facts["knee_pain"], facts["fever"], facts["conservative_weeks"]) == (True, False, 14)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Vondt i kneet",
        "kne " * 6000,
        "Bolí mě koleno už čtyři týdny a nemohu chodit",
        "Schmerzen im linken Knie seit drei Monaten, kein Trauma. Rötung, Fieber. Bitte um MRT.",
        "Polvi kipeä kolme kuukautta, ei traumaa. Kuumetta. Pyydän magneettikuvausta polvesta.",
        "Dolor en la rodilla izquierda desde hace tres meses, con fiebre. Sospecha de rotura de menisco.",
        "Douleur du genou gauche depuis trois mois, fièvre. IRM demandée.",
        "Verkir í vinstra hné í þrjá mánuði, hiti og roði.",
    ],
)
def test_a_text_that_is_too_short_too_long_or_foreign_is_not_understood(read: Read, text: str) -> None:
    assert not read(text).understood


def test_an_ordinary_text_is_understood(read: Read) -> None:
    assert read("Smerter medialt i venstre kne i tre måneder.").understood


def test_a_reason_is_not_what_is_planned(read: Read) -> None:
    assert told(read("Henvises til MR hø kne pga låsning."))["locking"] is True


def test_a_habit_is_not_a_denial_that_held_until_lately(read: Read) -> None:
    assert told(read("Vondt i kneet. Bruker ikke blodfortynnende."))["anticoagulated"] is False


def test_who_bleeds_easily_is_asked_about_a_bleed_that_is_not_told(read: Read) -> None:
    assert "joint_bleed_suspected" in read("Hemofili A. Vondt i kneet ved gange.").unclear


def test_a_discoloured_knee_is_asked_how_fast_it_swelled(read: Read) -> None:
    reading = read("Blått og hovent kne. Bruker Eliquis.")
    assert "acute_swelling" in reading.unclear
    assert "acute_swelling" not in read("Blått og hovent kne. Ingen akutt hevelse.").unclear


def test_a_plan_says_not_yet_and_yields_to_what_was_done(read: Read) -> None:
    fact = "conservative_treatment_tried"
    assert told(read("Vondt i kneet. Henvist til fysioterapeut."))[fact] is False
    done = read("Vondt i kneet. Henvist til fysioterapeut. Notat 16.6: Fysioterapi i 4 mnd uten virkning.")
    assert {each.value for each in done.mentions if each.fact == fact} == {True}


def test_a_suspicion_is_never_set_aside_as_a_plan(read: Read) -> None:
    assert told(read("Hofteledd, rtg i april: caputnekrose? Anbefalt MR.", LEFT_HIP))["avascular_necrosis_suspected"]
    assert told(read("Planlegger MR mtp svulst i femur."))["tumour_suspected"] is True


def test_pain_on_activity_is_of_the_hip_that_was_asked_for_and_never_of_a_knee(read: Read) -> None:
    text = "Smertene kommer så snart hun belaster."
    assert told(read(text, LEFT_HIP))["activity_related_hip_pain"] is True
    assert "activity_related_hip_pain" not in told(read(text, LEFT_KNEE))


@pytest.mark.parametrize(("answer", "xray"), [("Nei.", False), ("Ja.", True)])
def test_a_question_that_is_answered_right_behind_it_is_no_question(read: Read, answer: str, xray: bool) -> None:
    assert told(read(f"Vondt i kneet. Røntgen? {answer}"))["prior_xray"] is xray


@pytest.mark.parametrize("text", ["Hydrops neg. Stabil.", "Rtg uten artrose. Hydrops negativ.", "Hydrops: neg"])
def test_a_denial_is_taken_by_no_phrase_whose_subject_is_not_told(read: Read, text: str) -> None:
    assert told(read(f"Vondt i kneet. {text}"))["hydrops"] is False


def test_a_heading_before_a_finding_that_is_denied_is_not_denied_itself(read: Read) -> None:
    facts = told(read("Vondt i kneet. Rtg: ingen artrose. Fysio: ingen effekt."))
    assert (facts["prior_xray"], facts["prior_xray_shows_oa"]) == (True, False)
    assert (facts["conservative_treatment_tried"], facts["conservative_without_improvement"]) == (True, True)


def test_pain_that_hinders_a_movement_is_not_denied_with_it(read: Read) -> None:
    assert told(read("Kneet lar seg ikke bøye for smerter."))["knee_pain"] is True
