"""What is wrong with a piece of TOML is told in plain words, at the line where it is to be mended."""

import tomllib

import pytest

from klokt.content.reading.toml_errors import explain


def told(text: str) -> tuple[int, str, str]:
    """The line, what is wrong and what to do, for a text that cannot be read."""
    with pytest.raises(tomllib.TOMLDecodeError) as caught:
        tomllib.loads(text)
    return explain(str(caught.value), text)


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("variant = full\n", 1, "the text of variant does not stand in quotation marks", 'write variant = "full"'),
        ("fixed = True\n", 1, "fixed cannot be read", "write true in small letters"),
        ("a = 1\nid =\nb = 2\n", 2, "id has no value", 'write id = "..."'),
        ("id = ”x”\n", 1, "id stands in curly quotation marks", 'write straight ones: "'),
        ('id = "x\nb = 1\n', 1, 'the text of id is opened with " and not closed', 'end it with "'),
        ('id = "x', 1, 'the text of id is opened with " and not closed', 'end it with "'),
        ('a = 1\nid = """x\ny\n', 2, 'the text of id is opened with """ and not closed', 'end it with """'),
        ("id = 'x", 1, "the text of id is opened with ' and not closed", "end it with '"),
        (
            "a = 1\nid = [1,\n 2\nb = 3\n",
            2,
            "id is opened with [ and not closed",
            "end it with ], and part the values with commas",
        ),
        (
            'title = { nb = "x",\n nn = "x" }\n',
            1,
            "title is opened with { and not closed",
            "end it with } on the same line, and part the values with commas",
        ),
        (
            "[case]\nx = 1\n[case]\nx = 2\n",
            3,
            "[case] stands twice",
            "blocks of one kind are each written [[case]]; else keep one of them",
        ),
        ("id = 1\nid = 2\n", 2, "id is written twice", "keep one of them"),
        ('t = { nb = "a", nb = "b" }\n', 1, "t tells something twice", "keep one of them"),
        (
            'says = "so "be" it"\n',
            1,
            "says goes on after its closing quotation mark",
            'a quotation mark inside a text is written \\"',
        ),
        ("[[case]\n", 1, "the brackets do not match", "write [[case]] for a block, [case] for a table"),
        (
            "fever: yes\n",
            1,
            "this is neither a key with a value nor a block",
            'write key = "..."; prose stands outside the fence',
        ),
        ('path = "C:\\d"\n', 1, "path holds a single \\", "write \\\\ for it"),
    ],
)
def test_the_commonest_slips_come_with_a_remedy(text: str, line: int, message: str, hint: str) -> None:
    assert told(text) == (line, message, hint)


def test_an_error_of_another_kind_keeps_the_words_of_the_reader() -> None:
    assert explain("Something new (at line 2, column 3)", "a = 1\nb = 2\n") == (
        2,
        "the TOML cannot be read: Something new",
        "",
    )
