"""A composed page: its skeleton and its look.

In: a ``Sheet``. Out: HTML. A skeleton is rows of cells from top to bottom; a cell holds places.
"""

from tests.layouts.composing import Places
from tests.layouts.composing.body import put_body
from tests.layouts.composing.head import put_head
from tests.layouts.composing.parties import put_parties
from tests.layouts.sheet import Sheet

_SKELETONS = (
    *("S B|T R", "S B|T|R", "S TR|B", "S R|. B|T", "S|. B|T|R", "S T|R B", "S|R B|T", "S|B|TR"),
    *("S|B R|T", "T S|B R", "T|S B|R", "B S|T R", "S .|B T|R", "T R|S B", "S|T|R B", "S B|R|T"),
    *("S|T R|. B", "S|B .|T|R", "R S|T B", "S TRB", "SB TR", "S T|R|B"),
)
"""Rows are parted by bars and cells by spaces; a dot is an empty cell. Places are their letters."""
_NARROW_SKELETONS = ("B|T|R", "T|R|B", "B|R|T", "T B|R", "R|B|T")
_FONTS: tuple[str, ...] = (
    "Liberation Sans",
    "Liberation Serif",
    "Nimbus Sans",
    "DejaVu Sans",
    "URW Gothic",
)
_FONTS += ("Liberation Sans Narrow", "P052", "C059", "Liberation Mono", "DejaVu Sans Condensed")
_PAPERS = (("A4", 267),) * 6 + (("Letter", 249),)
"""Paper with the height in mm that is left between the margins."""


def compose(sheet: Sheet, *, silent: bool = False) -> str:
    """Print a sheet on a layout of its own; a silent one has no identifier of its seller."""
    places = Places(list)
    seller_in = put_parties(sheet, places, silent=silent)
    aside = seller_in == "side"
    rows = sheet.pick(*(_NARROW_SKELETONS if aside else _SKELETONS)).split("|")
    put_head(sheet, places, wide="R" in rows and not aside)
    lines = put_body(sheet, places)
    parts = _head(sheet, places, rows, aside=aside)
    parts += [lines, *_below(sheet, places)]
    whole = _drawn(sheet, [part for part in parts if part])
    if aside:
        own = "".join(places["S"])
        whole = f'<div class="row"><div class="side small">{own}</div><div>{whole}</div></div>'
    last = "".join(places["last"])
    more = f'<div class="break"></div><h3>{sheet.say("terms")}</h3>{last}' if last else ""
    foot = "<br>".join(places["foot"])
    return f'{_look(sheet)}{whole}<div class="foot">{foot}</div>{more}'


def _head(sheet: Sheet, places: Places, skeleton: list[str], *, aside: bool) -> list[str]:
    rows = []
    for row in skeleton:
        letters = [cell.replace("S", "") if aside else cell for cell in row.split(" ")]
        cells = ["".join("".join(places[letter]) for letter in cell) for cell in letters]
        if len(cells) == 1:
            align = sheet.pick("left", "left", "center", "right")
            rows.append(f'<div class="gap" style="text-align:{align}">{cells[0]}</div>')
            continue
        share = sheet.pick(40, 50, 55, 62)
        widths = (share, 98 - share)
        both = zip(widths, cells, strict=True)
        text = "".join(f'<div style="width:{width}%">{cell}</div>' for width, cell in both)
        rows.append(f'<div class="row gap">{text}</div>')
    return rows + places["head"]


def _below(sheet: Sheet, places: Places) -> list[str]:
    """Set totals, account and notes, in one of several orders."""
    side = (
        f'<div class="row gap">{"".join(f"<div>{part}</div>" for part in places["totals"])}</div>'
    )
    totals = side if sheet.maybe() else "".join(places["totals"])
    bank = "".join(places["bank"])
    after = list(places["after"])
    sheet.rng.shuffle(after)
    beside = f'<div class="row gap"><div>{bank}</div><div>{totals}</div></div>'
    return [*sheet.pick([totals, bank], [totals, bank], [bank, totals], [beside]), *after]


def _drawn(sheet: Sheet, parts: list[str]) -> str:
    """Set parts below each other; some programs draw them in another order than they stand."""
    if sheet.maybe(0.75):
        return "".join(parts)
    placed = [f'<div style="order:{at}">{part}</div>' for at, part in enumerate(parts)]
    sheet.rng.shuffle(placed)
    return f'<div class="drawn">{"".join(placed)}</div>'


def _look(sheet: Sheet) -> str:
    paper, height = sheet.pick(*_PAPERS)
    size, font = sheet.pick(7.5, 8, 8.5, 9, 9.5, 10, 10.5), sheet.pick(*_FONTS)
    dark = sheet.pick("#222", "#234", "#07457a", "#8a1c1c", "#1d5c33", "#555")
    head = sheet.pick(f"background:{dark};color:#fff", "background:#eee", f"color:{dark}", "")
    line = sheet.pick("none", "1px solid #ccc", "1px solid #666", f"0.5px solid {dark}")
    cell = sheet.pick(f"border:{line}", f"border-bottom:{line}", f"border-top:{line}", "")
    strong = sheet.pick("font-weight:bold", "color:#777;font-weight:normal", "font-weight:normal")
    return f"""<style>@page {{ size: {paper} }} body {{ font: {size}pt/{sheet.pick(1.1, 1.25, 1.5)}
"{font}"; min-height: {height}mm }} .title {{ font-weight: {sheet.pick("bold", "normal")};
color: {dark}; margin: {sheet.pick(1, 3)}mm 0; letter-spacing: {sheet.pick(0, 0, 0, 1)}px }}
.gap {{ margin: {sheet.pick(2, 4, 8)}mm 0;
flex-wrap: wrap }} .small {{ font-size: {sheet.pick(6.5, 7, 8)}pt }}
.lines {{ margin: 3mm 0 }} .lines th {{ {head} }} .lines td {{ {cell};
padding: {sheet.pick(1, 2, 4)}px 4px }} .boxes th, .pairs .l, .vat th {{ {strong} }}
.pairs .n {{ text-align: {sheet.pick("left", "left", "right")};
padding-left: {sheet.pick(4, 12, 40)}px }} .ruled td, .ruled th {{ border: 0.6px solid {dark} }}
.filled th {{ background: #e8e8e8 }} .boxes {{ margin: 2mm 0 }} .boxes td, .boxes th {{
text-align: {sheet.pick("left", "center", "center")}; padding: 2px {sheet.pick(4, 8)}px }}
.sums {{ margin: 3mm 0 3mm {sheet.pick("auto", "auto", "auto", "0")} }} .sums .l {{
padding-right: {sheet.pick(6, 20)}mm }} .grid {{ display: grid; gap: 2mm 6mm;
grid-template-columns: repeat(var(--columns), auto); justify-content: start }}
.tight .n {{
padding-left: 4px }} .near {{ justify-content: start; gap: {sheet.pick(6, 20)}mm }}
.side {{ width: 45mm; flex: none; margin-right: 6mm }} .side + div {{ flex: 1 }}
.wrapped .v {{ white-space: normal }}
.drawn {{ display: flex; flex-direction: column }}
.slip {{ border-top: 1px dashed; margin-top: 8mm }}
.foot {{ text-align: {sheet.pick("center", "center", "left")} }}</style>"""
