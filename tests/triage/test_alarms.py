"""What of a guideline can raise an alarm."""

from klokt.triage.alarms import Alarms, alerting, raising
from norway import norway


def test_the_signs_of_a_red_flag_raise_an_alarm_and_pain_alone_does_not() -> None:
    alarms = Alarms.of(norway())
    assert "septic_arthritis_suspected" in alarms.flags
    assert "knee_pain" in norway().facts.keys() - alarms.raising


def test_every_sign_of_a_red_flag_or_an_alert_can_raise_an_alarm() -> None:
    alarms = Alarms.of(norway())
    assert "fever" in alerting(norway())
    assert {*alarms.flags, *alerting(norway())} <= alarms.raising == raising(norway())
