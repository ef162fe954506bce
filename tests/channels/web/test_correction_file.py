"""The file of corrections: what was told as kept is there, whole, once, and after a crash."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from klokt.channels.web.correction_file import CorrectionFile
from klokt.errors import IntakeError
from klokt.text.corrections import KeptCorrection, KeptSentence, line_of, read_corrections

DAY = date(2026, 11, 23)


def correction(sentence: str = "Litt hovent.") -> KeptCorrection:
    """Return a correction of one sentence."""
    said = (KeptSentence(sentence, None, says=True, beside={}),)
    return KeptCorrection("small", "1", "nb", DAY, "swollen", None, given=True, sentences=said)


def file_in(folder: Path) -> CorrectionFile:
    """Return a file of corrections in a folder."""
    return CorrectionFile(folder / "kept.jsonl", lambda: DAY)


def test_what_is_kept_can_be_read_again_in_its_order(tmp_path: Path) -> None:
    first, second = correction("Én."), correction("To: ***.")
    assert file_in(tmp_path).keep([first]) == 1
    assert file_in(tmp_path).keep([second]) == 1
    assert list(read_corrections((tmp_path / "kept.jsonl").read_bytes())) == [first, second]


def test_the_same_correction_that_is_sent_twice_is_kept_once(tmp_path: Path) -> None:
    file = file_in(tmp_path)
    assert [file.keep([correction(), correction()]), file.keep([correction()])] == [1, 0]


def test_a_line_that_a_crash_cut_off_spoils_no_other(tmp_path: Path) -> None:
    (tmp_path / "kept.jsonl").write_bytes(line_of(correction("Avbrutt."))[:40])
    file_in(tmp_path).keep([correction()])
    broken, whole = read_corrections((tmp_path / "kept.jsonl").read_bytes())
    assert isinstance(broken, IntakeError)
    assert whole == correction()


def test_where_the_disk_fails_nothing_is_kept_and_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = file_in(tmp_path)
    file.keep([correction("Før.")])

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        file.keep([correction()])
    assert list(read_corrections(file.path.read_bytes())) == [correction("Før.")]


def test_every_line_is_on_the_disk_before_it_is_told_as_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = file_in(tmp_path)
    sizes: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: sizes.append(os.fstat(descriptor).st_size))
    file.keep([correction()])
    assert sizes == [len(line_of(correction()))]


def test_many_who_keep_at_once_lose_and_mix_nothing(tmp_path: Path) -> None:
    each = [correction(f"Setning {number}.") for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        kept = list(pool.map(lambda one: file_in(tmp_path).keep([one]), each))
    read = [one for one in read_corrections((tmp_path / "kept.jsonl").read_bytes()) if isinstance(one, KeptCorrection)]
    assert kept == [1] * len(each)
    assert sorted(one.sentences[0].text for one in read) == sorted(one.sentences[0].text for one in each)


def test_nobody_else_may_read_the_file(tmp_path: Path) -> None:
    assert file_in(tmp_path).path.stat().st_mode & 0o077 == 0


def test_a_file_that_cannot_be_written_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        file_in(tmp_path / "nowhere")
