"""The program is killed at any moment: what was acknowledged is there once, and no letter is lost or has two names."""

from killing import faults, kill_often


def test_what_was_acknowledged_before_a_kill_is_there_once(url: str) -> None:
    lives = kill_often(url, times=20, seed=20251123)
    assert lives.kills == 20
    assert lives.decided
    assert faults(url, lives) == []
    assert len(lives.handed) <= len(lives.taken)
