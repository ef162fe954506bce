"""The colours of a flowchart in light and dark, with text and lines that stand out enough to be read."""

from dataclasses import dataclass

FONT = "Inter, 'Noto Sans', Arial, Helvetica, 'DejaVu Sans', sans-serif"


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as #rrggbb: the sheet, text, lines, the path, and (fill, outline) of each kind of box."""

    ground: str
    text: str
    line: str
    path: str
    on_path: str
    kinds: dict[str, tuple[str, str]]


LIGHT = Palette(
    ground="#ffffff",
    text="#14181f",
    line="#56606e",
    path="#0b3d91",
    on_path="#ffffff",
    kinds={
        "step": ("#e8effb", "#0b5cad"),
        "urgent": ("#fde4e1", "#b42318"),
        "early": ("#ffeeda", "#a94107"),
        "return": ("#fff5d1", "#806000"),
        "change": ("#f1e9fb", "#6b3fa0"),
        "accept": ("#e1f4e6", "#19732f"),
        "assess": ("#def2f4", "#0b6a79"),
        "ask": ("#f4f5f7", "#56606e"),
        "leave": ("#eceef1", "#56606e"),
    },
)
DARK = Palette(
    ground="#14181f",
    text="#f3f6fa",
    line="#a4afbd",
    path="#8ab8ff",
    on_path="#14181f",
    kinds={
        "step": ("#1b2c47", "#6ea8f0"),
        "urgent": ("#4a1a17", "#ff8f85"),
        "early": ("#452810", "#f7a35c"),
        "return": ("#3d3209", "#e0bb3f"),
        "change": ("#33224a", "#bf97ee"),
        "accept": ("#15381f", "#6cc98a"),
        "assess": ("#0f353b", "#62c4d3"),
        "ask": ("#262c36", "#a4afbd"),
        "leave": ("#2a313c", "#a4afbd"),
    },
)


def stylesheet() -> str:
    """Return the style sheet of a flowchart: dark colours on a dark screen, and all of it on one sheet of paper."""
    lines = (f"    {rule}" for rule in dark_rules())
    paper = "@media print { .flow { width: 100%; height: auto; max-height: 100vh } }"
    return "\n".join(["@media screen and (prefers-color-scheme: dark) {", *lines, "}", paper])


def dark_rules() -> list[str]:
    """Return the rules that make a flowchart dark, for whoever decides when it is."""
    rules = {
        ".flow-ground": f"fill: {DARK.ground}",
        ".flow-text": f"fill: {DARK.text}",
        ".flow-line": f"stroke: {DARK.line}",
        ".flow-head": f"fill: {DARK.line}",
        ".flow-path": f"stroke: {DARK.path}",
        ".flow-path-head": f"fill: {DARK.path}",
        ".flow-on-path": f"fill: {DARK.on_path}",
    }
    for kind, (fill, outline) in DARK.kinds.items():
        rules[f".flow-{kind}"] = f"fill: {fill}; stroke: {outline}"
        rules[f".flow-{kind}-mark"] = f"stroke: {outline}"
    rules[".flow-off"] = f"fill: {DARK.ground}"
    return [f"{name} {{ {rule} }}" for name, rule in rules.items()]
