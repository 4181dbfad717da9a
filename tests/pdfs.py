"""PDF files for the tests, written out by hand: every character is a box, at exactly the place a test names.

Places are in points from the top left corner; a text's `y` is the top of its em box.
"""

from __future__ import annotations

import io
import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

EM = 1000
ASCENT = 880


def width_of(char: str) -> int:
    """Advance in thousandths of an em: 1000 for Chinese, 250 for a space, 500 for the rest."""
    if unicodedata.east_asian_width(char) in "WFA":
        return EM
    return 250 if char == " " else 500


def length(text: str, size: float) -> float:
    return sum(map(width_of, text)) * size / EM


@dataclass
class Page:
    """A page to draw on. `rotate` is how it is shown, in degrees clockwise; what is drawn stays in its own coordinates."""

    width: float = 595
    height: float = 842
    rotate: int = 0
    drawn: list[tuple[float, float, str, float, float, float, int]] = field(default_factory=list)

    def text(
        self, x: float, y: float, text: str, size: float = 10, *, angle: float = 0, spacing: float = 0, mode: int = 0
    ) -> None:
        """A line; `angle` turns it clockwise about its origin, `spacing` is put after each character."""
        self.drawn.append((x, self.height - y - size * ASCENT / EM, text, size, angle, spacing, mode))

    def lines(self, x: float, y: float, lines: Iterable[str], size: float = 10, leading: float = 1.5) -> float:
        """Lines one below the other; the height below them comes back."""
        for line in lines:
            self.text(x, y, line, size)
            y += leading * size
        return y

    def vertical(
        self, right: float, top: float, columns: Iterable[str], size: float = 10, leading: float = 1.6
    ) -> None:
        """Vertical columns from right to left, one character below the other."""
        for number, column in enumerate(columns):
            for row, char in enumerate(column):
                self.text(right - size - number * leading * size, top + row * size, char, size)

    def bold(self, x: float, y: float, text: str, size: float, copies: Sequence[tuple[float, float]]) -> None:
        """A line drawn several times, each copy a little aside."""
        for dx, dy in ((0.0, 0.0), *copies):
            self.text(x + dx, y + dy, text, size)


def pdf(pages: Sequence[Page], *, unicode_map: bool = True) -> bytes:
    """A file of these pages with an embedded font; without `unicode_map` nobody can tell which characters it draws."""
    characters = sorted({char for page in pages for drawn in page.drawn for char in drawn[2]})
    glyphs = {char: number for number, char in enumerate(characters, 1)}
    font = _font(characters)
    widths = " ".join(str(width_of(char)) for char in characters)
    objects: list[bytes] = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>"
        % (b" ".join(b"%d 0 R" % (8 + 2 * number) for number in range(len(pages))), len(pages)),
        b"<</Type/Font/Subtype/Type0/BaseFont/Boxes/Encoding/Identity-H/DescendantFonts[4 0 R]%s>>"
        % (b"/ToUnicode 7 0 R" if unicode_map else b""),
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Boxes/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/FontDescriptor 5 0 R/CIDToGIDMap/Identity/DW 1000/W[1[%s]]>>" % widths.encode(),
        b"<</Type/FontDescriptor/FontName/Boxes/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880/Descent -120"
        b"/CapHeight 700/StemV 80/FontFile2 6 0 R>>",
        _stream(font, b"/Length1 %d" % len(font)),
        _stream(_unicode_map(glyphs)),
    ]
    for number, page in enumerate(pages):
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %g %g]/Rotate %d/Contents %d 0 R/Resources<</Font<</F 3 0 R>>>>>>"
            % (page.width, page.height, page.rotate, 9 + 2 * number)
        )
        objects.append(_stream(_content(page, glyphs)))
    return _file(objects)


def _font(characters: Sequence[str]) -> bytes:
    names = [".notdef", *(f"g{number}" for number in range(1, len(characters) + 1))]
    widths = [EM, *(width_of(char) for char in characters)]
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(char): name for char, name in zip(characters, names[1:], strict=True)})
    builder.setupGlyf({name: _box(width) for name, width in zip(names, widths, strict=True)})
    builder.setupHorizontalMetrics({name: (width, 50) for name, width in zip(names, widths, strict=True)})
    builder.setupHorizontalHeader(ascent=ASCENT, descent=ASCENT - EM)
    builder.setupNameTable({"familyName": "Boxes", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=ASCENT, sTypoDescender=ASCENT - EM)
    builder.setupPost()
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()


def _box(width: int) -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((50, -80))
    for point in ((50, 800), (width - 50, 800), (width - 50, -80)):
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()


def _unicode_map(glyphs: dict[str, int]) -> bytes:
    pairs = [f"<{number:04x}> <{char.encode('utf-16-be').hex()}>" for char, number in glyphs.items()]
    blocks = "\n".join(
        f"{len(pairs[start : start + 100])} beginbfchar\n" + "\n".join(pairs[start : start + 100]) + "\nendbfchar"
        for start in range(0, len(pairs), 100)
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Boxes def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{blocks}\nendcmap end end"
    ).encode()


def _content(page: Page, glyphs: dict[str, int]) -> bytes:
    parts = []
    for x, y, text, size, angle, spacing, mode in page.drawn:
        cos, sin = math.cos(math.radians(angle)), -math.sin(math.radians(angle))
        codes = "".join(f"{glyphs[char]:04x}" for char in text)
        matrix = f"{cos:.4f} {sin:.4f} {-sin:.4f} {cos:.4f} {x:.3f} {y:.3f}"
        parts.append(f"BT /F {size:g} Tf {spacing:g} Tc {mode} Tr {matrix} Tm <{codes}> Tj ET")
    return "\n".join(parts).encode()


def _stream(content: bytes, keys: bytes = b"") -> bytes:
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(content), keys, content)


def _file(objects: Sequence[bytes]) -> bytes:
    body, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table) + trailer
